import { parseEnv } from 'node:util';
import { z } from 'zod';
import { CommandFailed, type Machine } from '../../machine.ts';

/** Packages whose versions people ask for; those that the image does not have are left out. */
const PACKAGES = [
  'docker.io',
  'containerd',
  'etcd-server',
  'chrony',
  'dnsmasq-base',
  'docker-registry',
  'prometheus',
];
// biome-ignore lint/suspicious/noTemplateCurlyInString: dpkg-query fills it in.
const FORMAT = '--showformat=${Package} ${Version}\n';
const DPKG = ['dpkg-query', '--admindir=/usr/lib/sysimage/dpkg', '--show', FORMAT];

const partition = z.object({
  name: z.string(),
  partlabel: z.string().nullable(),
  partuuid: z.string().nullable(),
  size: z.int(),
  fstype: z.string().nullable(),
});
const lsblk = z.object({ blockdevices: z.array(partition) });
const sysext = z.array(
  z.object({ hierarchy: z.string(), extensions: z.union([z.string(), z.array(z.string())]) }),
);

/** What is installed on this node, a line each: system, kernel, the two places for /usr, extensions, programs. */
export async function versionText(machine: Machine): Promise<string> {
  const release = parseEnv((await machine.readText('/etc/os-release')) ?? '');
  const lines = [
    ['system', release.PRETTY_NAME ?? 'unknown'],
    ['kernel', (await outputOf(machine, ['uname', '--kernel-release'])).trim()],
    ...(await slots(machine)),
    ...(await extensions(machine)),
    ...(await programs(machine)),
  ];
  return lines
    .map(([what = '', value = '']) => `${what.padEnd(18)}${value}`.trimEnd())
    .join('\n')
    .concat('\n');
}

type Line = readonly [what: string, value: string];

/** The kernel was told which partition /usr is verified from (systemd-veritysetup-generator(8)). */
async function slots(machine: Machine): Promise<Line[]> {
  const active = /systemd\.verity_usr_data=PARTUUID=(\S+)/.exec(
    (await machine.readText('/proc/cmdline')) ?? '',
  )?.[1];
  const columns = 'NAME,PARTLABEL,PARTUUID,SIZE,FSTYPE';
  const text = await outputOf(machine, ['lsblk', '--json', '--bytes', '--list', '--output', columns]);
  const found = text === '' ? [] : lsblk.parse(JSON.parse(text)).blockdevices;
  return found
    .filter(({ partlabel }) => partlabel === 'USR-A' || partlabel === 'USR-B')
    .map(({ name, partlabel, partuuid, size, fstype }) => {
      const isActive = partuuid?.toLowerCase() === active?.toLowerCase();
      const content = isActive ? 'active' : `inactive${fstype === null ? ', empty' : ''}`;
      return [partlabel ?? '', `${content} (/dev/${name}, ${size / 2 ** 20} MiB)`];
    });
}

/** systemd-sysext(8) as JSON: the extensions of each hierarchy, or the word `none`. */
async function extensions(machine: Machine): Promise<Line[]> {
  const text = await outputOf(machine, ['systemd-sysext', 'status', '--json=short']);
  if (text === '') return [];
  const merged = sysext
    .parse(JSON.parse(text))
    .flatMap((one) => (Array.isArray(one.extensions) ? one.extensions : []));
  return merged.length === 0
    ? [['extensions', 'none merged']]
    : [...new Set(merged)].map((name) => ['extension', `${name} (merged)`]);
}

async function programs(machine: Machine): Promise<Line[]> {
  const [program = '', ...rest] = DPKG;
  const lines = (await outputOf(machine, [program, ...rest, ...PACKAGES])).trim().split('\n');
  return lines.filter(Boolean).map((line) => {
    const [name = '', version = ''] = line.split(' ');
    return [name, version];
  });
}

/** What a program printed; of one that fails what it printed before: one package less is no reason for silence. */
async function outputOf(machine: Machine, argv: readonly [string, ...string[]]): Promise<string> {
  try {
    return (await machine.run(argv, { timeoutSeconds: 20 })).stdout;
  } catch (cause) {
    if (!(cause instanceof CommandFailed)) throw cause;
    return cause.stdout;
  }
}
