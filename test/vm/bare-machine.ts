import { spawn } from 'node:child_process';
import { appendFileSync, copyFileSync } from 'node:fs';
import { join } from 'node:path';
import { Console } from './console.ts';
import { BUILD } from './qemu.ts';

const OVMF = '/usr/share/OVMF';
/** Seconds for firmware to try a disk, with two other machines running. */
const FIRMWARE_SECONDS = 240;

export type BareMachine = {
  /** Its folder below build/vm; the console's log goes there. */
  readonly name: string;
  readonly image: string;
  readonly firmware: 'bios' | 'uefi';
};

/**
 * Starts nothing but firmware and a disk, and waits until one of `patterns` is on the serial line. The disk is
 * not changed: what is written goes to a file that QEMU throws away.
 * @returns what was said until then.
 */
export async function startUntil(
  machine: BareMachine,
  pattern: RegExp,
  seconds = FIRMWARE_SECONDS,
): Promise<string> {
  const { name, image, firmware } = machine;
  const folder = join(BUILD, 'vm', name);
  const drive = `if=none,id=disk,format=raw,snapshot=on,file=${image}`;
  const qemu = spawn('qemu-system-x86_64', [
    // Without graphics, SeaBIOS sends what is printed through int 10h to the serial port.
    ...['-machine', `q35,graphics=${firmware === 'bios' ? 'off' : 'on'}`, '-accel', 'tcg,tb-size=128'],
    ...[
      '-cpu',
      'qemu64,-svm',
      '-smp',
      '1',
      '-m',
      '1024',
      '-nodefaults',
      '-display',
      'none',
      '-serial',
      'stdio',
    ],
    ...(firmware === 'uefi' ? uefiArguments(folder) : []),
    ...['-drive', drive, '-device', 'virtio-blk-pci,drive=disk,bootindex=1', '-device', 'virtio-rng-pci'],
  ]);
  try {
    const record = (chunk: Buffer) => appendFileSync(join(folder, `${firmware}.log`), chunk);
    const console = new Console(qemu.stdout, qemu.stdin, record);
    await console.waitFor(pattern, seconds);
    return console.text;
  } finally {
    qemu.kill('SIGKILL');
  }
}

function uefiArguments(folder: string): string[] {
  const variables = join(folder, 'bare-vars.fd');
  copyFileSync(join(OVMF, 'OVMF_VARS_4M.fd'), variables);
  return [
    ...['-drive', `if=pflash,unit=0,format=raw,readonly=on,file=${join(OVMF, 'OVMF_CODE_4M.fd')}`],
    ...['-drive', `if=pflash,unit=1,format=raw,file=${variables}`],
  ];
}
