import { spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { answersVolume, emptyDisk } from './disks.ts';
import { freshFolder, qemuCommand } from './qemu.ts';

const HOSTNAME = 'cos-try';
const PASSWORD = 'try-cos-now';
/** Status that QEMU's console line must show for the run to be a success. */
const LOGIN = `${HOSTNAME} login:`;

const folder = freshFolder('run');
const answers = `version: 1
role: controller
controller: { cluster_size: 1 }
system: { hostname: ${HOSTNAME}, password: ${PASSWORD}, timezone: UTC }
network: { interface: { mac: "52:54:00:00:00:10" }, address: dhcp }
disk: { target: { serial: TRY-1 } }
install: { wipe: target, on_success: reboot }
`;
writeFileSync(join(folder, 'answers.yaml'), answers);
const [program, ...args] = qemuCommand(
  {
    name: 'run',
    firmware: 'uefi',
    medium: { as: 'cd' },
    disks: [
      { file: emptyDisk(folder, 'disk.img'), bus: 'virtio', serial: 'TRY-1' },
      { file: answersVolume(folder, answers), bus: 'virtio', serial: 'ANSWERS', readOnly: true },
    ],
    mac: '52:54:00:00:00:10',
    sshPort: 2222,
    guestAddress: '192.168.122.50',
  },
  process.stdin.isTTY ? 'mon:stdio' : 'stdio',
);

console.log(`A virtual machine with an empty disk starts from the ISO and installs itself:

${answers}
In the end log in as cos, password ${PASSWORD} (or: ssh -p 2222 cos@localhost).
${process.stdin.isTTY ? 'Ctrl+A, then X ends the machine.\n' : ''}`);

if (process.stdin.isTTY) attach();
else watch();

/** The terminal is the machine's console until the operator ends it. */
function attach(): void {
  const child = spawn(program, args, { stdio: 'inherit' });
  child.on('exit', (code) => process.exit(code ?? 1));
}

/** Without a terminal: shows the console and ends at the login prompt of the installed node. */
function watch(): void {
  const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  let text = '';
  child.stdout.on('data', (chunk: Buffer) => {
    process.stdout.write(chunk);
    text = (text + chunk.toString('utf8')).slice(-4000);
    if (!text.includes(LOGIN)) return;
    process.stdout.write('\n');
    process.exitCode = 0;
    child.removeAllListeners('exit');
    child.kill();
  });
  child.on('exit', () => {
    console.error('The machine ended before the login prompt appeared.');
    process.exitCode = 1;
  });
}
