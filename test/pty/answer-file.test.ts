import { chmodSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { commandLine, cosInstall, RECORDED_INSTALL } from '../commands/program.ts';
import { canTry } from '../commands/recorded.ts';
import { openPty, type Pty } from './pty.ts';

const MACHINE = 'test/machines/virtio-vm.json';
/** Whoever runs the tests: a desk has no root. */
const NOBODY =
  process.getuid?.() === 0 ? ['setpriv', '--reuid=65534', '--regid=65534', '--clear-groups'] : [];

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'cos-answer-file-'));
  chmodSync(folder, 0o777);
});
afterAll(() => rmSync(folder, { recursive: true }));

function atDesk(...args: string[]): Pty {
  return openPty([...NOBODY, ...commandLine(args)], { term: 'vt220' });
}

/** Types, and waits for what then is on the screen. */
async function answer(pty: Pty, keys: string, next: RegExp): Promise<void> {
  pty.send(keys);
  await pty.waitFor(next);
}

test('new, for a recorded machine: a file that validate accepts and plan plans', async () => {
  const file = join(folder, 'controller1.yaml');
  const pty = atDesk('new', file, '--machine', MACHINE);
  await pty.waitFor(/Welcome to COS Installation/);
  await answer(pty, '\r', /Select Role/);
  await answer(pty, '\r', /HTTP Port/);
  await answer(pty, '\r\r\r', /Using Controller HA/);
  await answer(pty, '\r', /System Settings/);
  await answer(pty, '\x15controller1\rsecret12345\rsecret12345\r', /Time Zone/);
  await answer(pty, '\r\r\r\r\r', /enp1s0 \[Linked\]/);
  await answer(pty, '\r', /SetUp enp1s0/);
  await answer(pty, '\r192.168.122.170/24\r192.168.122.1\r\r\r\r', /Select Disk/);
  await answer(pty, ' \r', /> .*\( \) target|> .*\(\*\) no/);
  await answer(pty, '\x1b[B\r', /Data Disk[\s\S]*\(\*\) none/);
  await answer(pty, '\r', /All data on \/dev\/vda/);
  await answer(pty, '\t\r', /Save .*controller1\.yaml/);
  await answer(pty, '\r', /is saved/);
  pty.send('\r');
  expect(await pty.exit).toEqual({ status: 0, restored: true });
  expect(pty.screen().join('\n').replaceAll('\n', '')).toContain(`cos-install validate ${file}`);

  expect(statSync(file).mode & 0o777).toBe(0o600);
  const text = readFileSync(file, 'utf8');
  expect(text).toMatch(/^version: 1\nrole: controller\ncontroller:\n/);
  expect(text).not.toContain('secret12345');
  const valid = await cosInstall(['validate', file]);
  expect(valid).toMatchObject({ code: 0, stdout: `${file}: valid, role controller\n` });
  const plan = await cosInstall(['plan', file, '--machine', MACHINE]);
  expect(plan.code).toBe(0);
  expect(plan.stdout).toContain('All data on /dev/vda');
  expect(text).toContain('wipe: target');
});

test('new, without a machine: card and disk are described', async () => {
  const file = join(folder, 'agent1.yaml');
  const pty = atDesk('new', file);
  await pty.waitFor(/Select Role/);
  await answer(pty, '\x1b[B\r', /InstallCode/);
  await answer(pty, '10.0.0.1:80\r0012\r', /System Settings/);
  await answer(pty, '\x15agent1\rsecret12345\rsecret12345\r', /Time Zone/);
  await answer(pty, '\r\r\r\r\r', /Select Network Interface/);
  await answer(pty, '52:54:00:00:01:02\r', /Select Network Type/);
  await answer(pty, '\r', /Address:/);
  await answer(pty, '\x1b[B\r\r\r\r', /Select Disk/);
  await answer(pty, '\t>=100G\r\x15INTEL*\r\r\r\r', /Data Disk/);
  await answer(pty, '\r\r\r\r\r', /Enter on a line/);
  await answer(pty, '\t\r', /Save .*agent1\.yaml/);
  await answer(pty, '\r', /is saved/);
  pty.send('\x03\t\r');
  expect(await pty.exit).toEqual({ status: 0, restored: true });
  expect(await cosInstall(['validate', file])).toMatchObject({ code: 0, stderr: '' });
  expect(readFileSync(file, 'utf8')).toMatch(/target:\n +size: ">=100G"|target:\n +size: '?>=100G/);
  expect(readFileSync(file, 'utf8')).toContain('model: INTEL*');
});

test('new does not take the place of a file, and leaving early writes none', async () => {
  const file = join(folder, 'never.yaml');
  const pty = atDesk('new', file);
  await pty.waitFor(/Select Role/);
  await answer(pty, '\x03', /What is not saved is lost/);
  pty.send('\t\r');
  expect(await pty.exit).toEqual({ status: 130, restored: true });
  expect(pty.screen().join('\n')).toContain('Nothing was saved.');
  expect(() => statSync(file)).toThrow('ENOENT');
  const { code, stderr } = await cosInstall(['new', 'test/answers/minimal.yaml']);
  expect(code).toBe(2);
  expect(stderr).toContain('test/answers/minimal.yaml: exists already; "cos-install edit" changes it');
});

const EDITED = `# Rack 7, second from below
version: 1
role: agent
agent:
  controllers: 10.0.0.1:80   # the main one
  install_code: "0012"
system: { hostname: a1, password: "correct horse battery" }   # ask ann
network: { interface: { name: eth0 }, address: dhcp }
# never another disk
disk: { target: { serial: "S64*", bus: nvme } }
`;

test('edit changes what was changed, and not one byte more', async () => {
  const file = join(folder, 'edited.yaml');
  writeFileSync(file, EDITED);
  chmodSync(file, 0o666);
  const pty = atDesk('edit', file);
  await pty.waitFor(/\(\*\) agent/);
  await answer(pty, '\t\r', /InstallCode: \[_+\] \(is set/);
  await answer(pty, '\r\r', /HostName/);
  await answer(pty, '\x15a2\r\r\r', /Time Zone/);
  await answer(pty, '\r\r\r\r\r', /Interface: \[eth0/);
  await answer(pty, '\r', /Select Network Type/);
  await answer(pty, '\r', /Address:/);
  await answer(pty, '\r\r\r\r', /Serial: \[S64\*/);
  await answer(pty, '\r\r\r\r\r\r', /Data Disk/);
  await answer(pty, '\r\r\r\r\r', /Enter on a line/);
  await answer(pty, '\t\r', /Save .*edited\.yaml/);
  await answer(pty, '\r', /is saved/);
  pty.send('\r');
  expect(await pty.exit).toEqual({ status: 0, restored: true });
  expect(readFileSync(file, 'utf8')).toBe(EDITED.replace('hostname: a1', 'hostname: a2'));
  expect(statSync(file).mode & 0o777).toBe(0o600);
});

test('a file that somebody else changed meanwhile is left alone', async () => {
  const file = join(folder, 'changed.yaml');
  writeFileSync(file, EDITED.replace('address: dhcp', 'address: 10.0.0.7/24'));
  chmodSync(file, 0o666);
  const pty = atDesk('edit', file);
  await pty.waitFor(/\(\*\) agent/);
  await answer(pty, '\t\r', /InstallCode/);
  await answer(pty, '\r\r', /HostName/);
  await answer(pty, '\x15a2\r\r\r', /Time Zone/);
  writeFileSync(file, '# mine\n');
  await answer(pty, '\r\r\r\r\r', /Interface: \[eth0/);
  await answer(pty, '\r', /Select Network Type/);
  await answer(pty, '\r', /Address:/);
  await answer(pty, '\r\r\r\r\r\r', /Serial: \[S64\*/);
  await answer(pty, '\r\r\r\r\r\r', /Data Disk/);
  await answer(pty, '\r\r\r\r\r', /Enter on a line/);
  await answer(pty, '\t\r', /Save .*changed\.yaml/);
  await answer(pty, '\r', /changed by somebody else meanwhile/);
  pty.send('\x03\t\r');
  expect(await pty.exit).toEqual({ status: 130, restored: true });
  expect(readFileSync(file, 'utf8')).toBe('# mine\n');
});

const LEFT = `version: 1
role: controller
controller: {}
system: { hostname: c7, password: "correct horse battery" }
install: { interactive: [network, disk] }
`;

test.skipIf(!canTry())(
  'install.interactive: only these pages are asked, then the summary and the confirmation',
  async () => {
    const file = join(folder, 'left.yaml');
    writeFileSync(file, LEFT);
    const install = commandLine([file, '--machine', MACHINE], RECORDED_INSTALL);
    const alone = ['unshare', '--mount', 'sh', 'test/pty/private-run.sh'];
    const pty = openPty([...alone, ...install], { term: 'vt220' });
    await pty.waitFor(/Step 1 of 7\s[\s\S]*enp1s0 \[Linked\]/);
    await answer(pty, '\r', /DHCP Request/);
    await answer(pty, '\r', /SetUp enp1s0/);
    await answer(pty, '\r192.168.122.170/24\r192.168.122.1\r\r\r\r', /Select Disk/);
    await answer(pty, ' \r', /Data Disk/);
    await answer(pty, '\r', /All data on \/dev\/vda/);
    await answer(pty, '\t\r', /Last Confirm/);
    expect(pty.screen().join('\n')).toContain('Are you sure to install COS on device /dev/vda');
    await answer(pty, 'rget\r', / > +No, go back to the summary/);
    pty.send('\x03\t\r');
    expect(await pty.exit).toEqual({ status: 130, restored: true });
  },
);
