export type VmDisk = {
  readonly file: string;
  readonly bus: 'virtio' | 'sata' | 'nvme';
  readonly serial: string;
  readonly readOnly?: boolean;
  /** What this machine keeps of the disk when QEMU is killed (qemu(1), -drive cache=); `unsafe` when absent. */
  readonly cache?: 'unsafe' | 'writeback' | 'none';
  /** A file that gets each write, flush and discard, in the format of the kernel's dm-log-writes. */
  readonly writeLog?: string;
};

/** One disk on QEMU's command line; the first one is the firmware's. */
export function diskArguments(disk: VmDisk, index: number): string[] {
  const id = `disk${index}`;
  const boot = index === 0 ? ',bootindex=1' : '';
  const device = {
    virtio: `virtio-blk-pci,drive=${id},serial=${disk.serial}`,
    sata: `ide-hd,bus=ide.${index},drive=${id},serial=${disk.serial}`,
    nvme: `nvme,drive=${id},serial=${disk.serial}`,
  }[disk.bus];
  return [...driveArguments(disk, id), '-device', `${device}${boot}`];
}

function driveArguments({ file, cache = 'unsafe', readOnly, writeLog }: VmDisk, id: string): string[] {
  if (writeLog === undefined) {
    const options = `if=none,id=${id},format=raw,cache=${cache},discard=unmap,file=${file}`;
    return ['-drive', `${options}${readOnly ? ',readonly=on' : ''}`];
  }
  // Flushes have to reach the log, so only what lies below it may ignore them.
  const below = (name: 'file' | 'log', path: string) =>
    `${name}.driver=file,${name}.filename=${path},${name}.cache.no-flush=on,${name}.discard=unmap`;
  const nodes = [below('file', file), below('log', writeLog)].join(',');
  return ['-blockdev', `driver=blklogwrites,node-name=${id},discard=unmap,${nodes}`];
}
