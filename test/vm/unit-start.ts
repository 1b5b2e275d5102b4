import type { LabNode } from './platform-lab.ts';

/** The file of a unit or of its template, then those of its drop-ins. */
const SHOW = `
for file in "/etc/systemd/system/$0" "/usr/lib/systemd/system/$1"; do [ ! -e "$file" ] || break; done
cat "$file"
for file in "/usr/lib/systemd/system/$1.d/"*.conf "/etc/systemd/system/$0.d/"*.conf; do
  [ ! -e "$file" ] || cat "$file"
done`;

/** The values of a key in a unit of a node and its drop-ins, in their order. */
async function valuesIn(node: LabNode, name: string): Promise<(key: string) => string[]> {
  const template = name.replace(/@.*\./, '@.');
  const instance = /@(.*)\./.exec(name)?.[1] ?? '';
  const text = await node.run('sh', '-euc', SHOW, name, template);
  const lines = text
    .replaceAll('\\\n', ' ')
    .replaceAll('%i', instance)
    .replaceAll('%p', name.replace(/[.@].*/, ''))
    .replaceAll('%H', node.name)
    .split('\n');
  return (key) => lines.flatMap((line) => (line.startsWith(`${key}=`) ? [line.slice(key.length + 1)] : []));
}

/** A command line of systemd.service(5) as a shell's: `+` is root in spite of User=, `-` may fail. */
function commandOf(line: string, as: string): string {
  const [, prefix = '', command = ''] = /^([-+@:!]*)(.*)$/.exec(line) ?? [];
  return `${prefix.includes('+') ? '' : as}${command}${prefix.includes('-') ? ' || true' : ''}`;
}

/**
 * What systemd would do for a service, there being none in the lab: its folders, variables and user, the commands
 * before it, then the service itself, in the background unless it ends (oneshot) or goes there itself (forking).
 */
export async function startUnit(node: LabNode, name: string): Promise<void> {
  const values = await valuesIn(node, name);
  const [user] = values('User');
  const as = user === undefined ? '' : `setpriv --reuid=${user} --regid=${user} --clear-groups -- `;
  const own = user === undefined ? '' : `-o ${user} -g ${user} `;
  const folders = [
    ...values('StateDirectory').map((folder) => `/var/lib/${folder}`),
    ...values('RuntimeDirectory').map((folder) => `/run/${folder}`),
  ];
  const before = [
    'set -efa',
    ...values('Environment').map((line) => line.replaceAll('"', '')),
    ...values('EnvironmentFile').map((file) => {
      const path = file.replace(/^-/, '');
      return path === file ? `. ${path}` : `[ ! -e ${path} ] || . ${path}`;
    }),
    ...folders.map((folder) => `install -d ${own}${folder}`),
    ...values('ExecStartPre').map((line) => commandOf(line, as)),
  ];
  const main = values('ExecStart').map((line) => commandOf(line, as));
  const type = values('Type').at(-1);
  if (type === 'oneshot' || type === 'forking') {
    await node.run('sh', '-c', [...before, ...main].join('\n'));
    return;
  }
  await node.run('sh', '-c', before.join('\n'));
  // The variables are needed once more; what was done before is not done again.
  const again = before.filter((line) => !values('ExecStartPre').some((pre) => commandOf(pre, as) === line));
  node.spawn(name, ['sh', '-c', [...again, `exec ${main.join('')}`].join('\n')]);
}

/** Mounts as a mount unit says (mount(8)); `_netdev` is for systemd alone. */
export async function mountUnit(node: LabNode, name: string): Promise<void> {
  const values = await valuesIn(node, name);
  const one = (key: string) => values(key).join(',');
  const options = one('Options')
    .split(',')
    .filter((option) => option !== '_netdev');
  await node.run('mkdir', '-p', one('Where'));
  const words = options.length === 0 ? [] : ['-o', options.join(',')];
  await node.run('mount', '-t', one('Type'), ...words, one('What'), one('Where'));
}
