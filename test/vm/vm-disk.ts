export type VmDisk = {
  readonly file: string;
  readonly bus: 'virtio' | 'sata' | 'nvme';
  readonly serial: string;
  readonly readOnly?: boolean;
  /** Nothing is written to the file: QEMU throws the writes away at its end. */
  readonly snapshot?: boolean;
  /** What this machine keeps of the disk when QEMU is killed (qemu(1), -drive cache=); `unsafe` when absent. */
  readonly cache?: 'unsafe' | 'writeback' | 'none';
  /** A file that gets each write, flush and discard, in the format of the kernel's dm-log-writes. */
  readonly writeLog?: string;
};

/** One disk on QEMU's command line; the first one is the firmware's. */
export function diskArguments(disk: VmDisk, index: number): string[] {
  const id = `disk${index}`;
  const boot = index === 0 ? ',bootindex=1' : '';
  // blklogwrites adds two pieces to a request, and a merged one may already have as many as preadv(2) takes.
  const merging = disk.writeLog === undefined ? '' : ',request-merging=off';
  const device = {
    virtio: `virtio-blk-pci,drive=${id},serial=${disk.serial}${merging}`,
    sata: `ide-hd,bus=ide.${index},drive=${id},serial=${disk.serial}`,
    nvme: `nvme,drive=${id},serial=${disk.serial}`,
  }[disk.bus];
  return [...driveArguments(disk, id), '-device', `${device}${boot}`];
}

function driveArguments(
  { file, cache = 'unsafe', readOnly, snapshot, writeLog }: VmDisk,
  id: string,
): string[] {
  if (writeLog === undefined) {
    const options = `if=none,id=${id},format=raw,cache=${cache},discard=unmap,file=${file}`;
    return ['-drive', `${options}${readOnly ? ',readonly=on' : ''}${snapshot ? ',snapshot=on' : ''}`];
  }
  // Flushes have to reach the log, so only what lies below it may ignore them.
  const below = (name: 'file' | 'log', path: string) =>
    `${name}.driver=file,${name}.filename=${path},${name}.cache.no-flush=on,${name}.discard=unmap`;
  const nodes = [below('file', file), below('log', writeLog)].join(',');
  return ['-blockdev', `driver=blklogwrites,node-name=${id},discard=unmap,${nodes}`];
}
