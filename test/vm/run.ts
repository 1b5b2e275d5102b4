import { spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { answersVolume, emptyDisk } from './disks.ts';
import { freshFolder, qemuCommand } from './qemu.ts';

const HOSTNAME = 'cos-try';
const PASSWORD = 'try-cos-now';
/** The console's line that makes a run without a person a success. */
const LOGIN = `${HOSTNAME} login:`;
const MAC = '52:54:00:00:00:10';

const ANSWERS = `version: 1
role: controller
controller: { cluster_size: 1 }
system: { hostname: ${HOSTNAME}, password: ${PASSWORD}, timezone: UTC }
network: { interface: { mac: "${MAC}" }, address: dhcp }
disk: { target: { serial: TRY-1 } }
install: { wipe: target, on_success: reboot, preflight: warn }
`;

/** A machine with an empty disk and a volume for answers, which starts from the ISO. */
function command(answers: string | undefined, serial: 'stdio' | 'mon:stdio') {
  const folder = freshFolder('run');
  if (answers !== undefined) writeFileSync(join(folder, 'answers.yaml'), answers);
  return qemuCommand(
    {
      name: 'run',
      firmware: 'uefi',
      medium: { as: 'cd' },
      disks: [
        { file: emptyDisk(folder, 'disk.img'), bus: 'virtio', serial: 'TRY-1' },
        { file: answersVolume(folder, answers), bus: 'virtio', serial: 'ANSWERS' },
      ],
      mac: MAC,
      network: { sshPort: 2222, guestAddress: '192.168.122.50' },
    },
    serial,
  );
}

/** The terminal is the machine's serial console, with the wizard on it, until the operator ends the machine. */
function attach(): void {
  console.log(`A virtual machine with an empty disk starts from the ISO; in about two minutes the wizard asks you here.
Take DHCP for its address, then the installed node can be reached by: ssh -p 2222 cos@localhost
Ctrl+A, then X ends the machine.
`);
  const [program, ...args] = command(undefined, 'mon:stdio');
  const child = spawn(program, args, { stdio: 'inherit' });
  child.on('exit', (code) => process.exit(code ?? 1));
}

/** Without a terminal nobody can be asked: an answer file installs, and the node's login prompt is the end. */
function watch(): void {
  console.log(`A virtual machine with an empty disk starts from the ISO and installs itself:

${ANSWERS}`);
  const [program, ...args] = command(ANSWERS, 'stdio');
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

if (process.stdin.isTTY && process.stdout.isTTY) attach();
else watch();
