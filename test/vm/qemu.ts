import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { appendFileSync, copyFileSync, existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { createConnection } from 'node:net';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { inspect } from 'node:util';
import { Console } from './console.ts';
import { beside, type Way } from './lan.ts';
import { qmp } from './qmp.ts';
import { diskArguments, type VmDisk } from './vm-disk.ts';

export type Firmware = 'bios' | 'uefi' | 'uefi-secure';
export type VmOptions = {
  readonly name: string;
  readonly firmware: Firmware;
  /** The installation medium; it comes after the first disk in boot order unless `preferred`. */
  readonly medium?: {
    readonly as: 'cd' | 'usb' | 'bmc';
    readonly preferred?: boolean;
    readonly file?: string;
  };
  /** The first one is the disk to install on. */
  readonly disks: readonly VmDisk[];
  readonly mac: string;
  readonly network: Way;
  /** More of the machine (qemu(1)). */
  readonly more?: readonly string[];
};

export const BUILD = resolve('build');
export const ISO = join(BUILD, 'cos-installer.iso');
const OVMF = '/usr/share/OVMF';

/** The folder of one machine: disks, logs, pictures. Removed and made again for each test. */
export function freshFolder(name: string): string {
  const folder = join(BUILD, 'vm', name);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  return folder;
}

/** A running virtual machine, driven over its serial console. */
export class Vm {
  readonly console: Console;
  readonly #process: ChildProcess;
  readonly #folder: string;

  constructor(options: VmOptions) {
    this.#folder = join(BUILD, 'vm', options.name);
    const [program, ...args] = qemuCommand(options, 'stdio');
    const child = spawn(program, args, { stdio: ['pipe', 'pipe', 'pipe'] });
    this.#process = child;
    const log = join(this.#folder, 'console.log');
    child.stderr.on('data', (chunk: Buffer) => appendFileSync(join(this.#folder, 'qemu.log'), chunk));
    this.console = new Console(child.stdout, child.stdin, (chunk) => appendFileSync(log, chunk));
  }

  /** Waits until the machine has switched itself off. */
  async powerOff(seconds: number): Promise<void> {
    if (this.#process.exitCode !== null) return;
    await Promise.race([once(this.#process, 'exit'), timeLimit(seconds, 'the machine did not switch off')]);
  }

  /** Pulls the cable of the network card, or plugs it in. */
  async cable(up: boolean): Promise<void> {
    await this.qmp('set_link', { name: 'card', up });
  }

  /** One command of QEMU's machine protocol. @throws when QEMU refuses it. */
  async qmp(execute: string, args: object): Promise<void> {
    await qmp(join(this.#folder, 'qmp'), { execute, arguments: args });
  }

  /** Changes the size of a disk under the machine, which is told. */
  async resize(disk: number, bytes: number): Promise<void> {
    const request = { device: `disk${disk}`, size: bytes };
    await this.qmp('block_resize', request);
  }

  /** Waits until the machine opens the tray of its CD drive. */
  async trayOpens(seconds: number): Promise<void> {
    const socket = createConnection(join(this.#folder, 'qmp'));
    socket.write('{"execute":"qmp_capabilities"}\n');
    const limit = setTimeout(
      () => socket.destroy(new Error(`no tray opened within ${seconds} s`)),
      seconds * 1000,
    );
    try {
      for await (const line of createInterface({ input: socket }))
        if (line.includes('DEVICE_TRAY_MOVED') && line.includes('"tray-open": true')) return;
      throw new Error('the machine ended before its tray opened');
    } finally {
      clearTimeout(limit);
      socket.destroy();
    }
  }

  /** Leaves what went wrong and a picture of the screen in the machine's folder. */
  async keepFailure(cause: unknown): Promise<void> {
    writeFileSync(join(this.#folder, 'failure.txt'), inspect(cause));
    const picture = { filename: join(this.#folder, 'failure.ppm') };
    // A machine that is gone has no screen.
    await qmp(join(this.#folder, 'qmp'), { execute: 'screendump', arguments: picture }).catch(() => {});
  }

  kill(): void {
    this.#process.kill('SIGKILL');
  }
}

/** Runs `use` with a machine; on failure a picture of its screen is kept; it never outlives the test. */
export async function withVm<T>(options: VmOptions, use: (vm: Vm) => Promise<T>): Promise<T> {
  const vm = new Vm(options);
  try {
    return await use(vm);
  } catch (cause) {
    await vm.keepFailure(cause);
    throw cause;
  } finally {
    vm.kill();
  }
}

/** The command line of a machine; `serial` is where its console goes (qemu(1), -serial). */
export function qemuCommand(
  options: VmOptions,
  serial: 'stdio' | 'mon:stdio',
): readonly [string, ...string[]] {
  const folder = join(BUILD, 'vm', options.name);
  const secure = options.firmware === 'uefi-secure';
  return [
    ...beside(options.network, 'qemu-system-x86_64'),
    ...['-machine', `q35,smm=${secure ? 'on' : 'off'}`, '-accel', 'tcg,tb-size=128'],
    // One processor: with more, QEMU without KVM may run a breakpoint of Linux' code patching late (Oops: int3).
    // No cmpxchg16b: after it an interrupt now and then finds broken flags (double fault in kmalloc).
    ...[
      '-cpu',
      'qemu64,-svm,-cx16',
      '-smp',
      '1',
      '-m',
      '1024',
      '-nodefaults',
      '-display',
      'none',
      '-vga',
      'std',
    ],
    ...['-serial', serial, '-qmp', `unix:${join(folder, 'qmp')},server=on,wait=off`],
    ...['-device', 'qemu-xhci,id=xhci', '-device', 'virtio-rng-pci'],
    ...firmwareArguments(options.firmware, folder),
    ...mediumArguments(options.medium),
    ...options.disks.flatMap((disk, index) => diskArguments(disk, index)),
    ...networkArguments(options),
    ...(options.more ?? []),
  ];
}

function firmwareArguments(firmware: Firmware, folder: string): string[] {
  if (firmware === 'bios') return [];
  const secure = firmware === 'uefi-secure';
  const variables = join(folder, 'vars.fd');
  if (!existsSync(variables)) copyFileSync(join(OVMF, `OVMF_VARS_4M${secure ? '.ms' : ''}.fd`), variables);
  const code = join(OVMF, `OVMF_CODE_4M${secure ? '.secboot' : ''}.fd`);
  const lock = [
    '-global',
    'driver=cfi.pflash01,property=secure,value=on',
    '-global',
    'ICH9-LPC.disable_s3=1',
  ];
  return [
    ...(secure ? lock : []),
    ...['-drive', `if=pflash,unit=0,format=raw,readonly=on,file=${code}`],
    ...['-drive', `if=pflash,unit=1,format=raw,file=${variables}`],
  ];
}

function mediumArguments(medium: VmOptions['medium']): string[] {
  if (!medium) return [];
  const drive = ['-drive', `if=none,id=medium,format=raw,readonly=on,file=${medium.file ?? ISO}`];
  const place = `drive=medium,bootindex=${medium.preferred ? 0 : 2}`;
  const devices = {
    cd: [`ide-cd,id=cd,bus=ide.5,${place}`],
    usb: [`usb-storage,id=stick,bus=xhci.0,removable=on,${place}`],
    // Virtual media of a management controller: a USB device of several units, behind a hub.
    bmc: [
      'usb-hub,bus=xhci.0,port=1',
      'usb-bot,id=bmc,bus=xhci.0,port=1.1',
      `scsi-cd,bus=bmc.0,lun=0,${place}`,
    ],
  }[medium.as];
  return [...drive, ...devices.flatMap((device) => ['-device', device])];
}

function networkArguments({ mac, network }: VmOptions): string[] {
  const device = `virtio-net-pci,id=card,netdev=lan,mac=${mac}`;
  return ['-netdev', 'tap' in network ? tapOf(network) : ownNetwork(network), '-device', device];
}

function tapOf({ tap }: Extract<Way, { tap: string }>): string {
  return `tap,id=lan,ifname=${tap},script=no,downscript=no`;
}

/** Leads nowhere but to the guest's SSH port. */
function ownNetwork({ sshPort, guestAddress }: Extract<Way, { sshPort: number }>): string {
  const net = 'net=192.168.122.0/24,host=192.168.122.1,dns=192.168.122.3,dhcpstart=192.168.122.50';
  return `user,id=lan,restrict=on,${net},hostfwd=tcp:127.0.0.1:${sshPort}-${guestAddress}:22`;
}

function timeLimit(seconds: number, complaint: string): Promise<never> {
  return new Promise((_, reject) => {
    setTimeout(() => reject(new Error(`${complaint} within ${seconds} s`)), seconds * 1000).unref();
  });
}
