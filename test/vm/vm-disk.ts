export type VmDisk = {
  readonly file: string;
  /**
   * `scsi` and `sas` have a controller each; `namespace` is one of the namespaces of a single NVMe controller;
   * `bmc` is the virtual stick beside the virtual CD of a medium that is attached as `bmc`.
   */
  readonly bus: 'virtio' | 'sata' | 'nvme' | 'namespace' | 'scsi' | 'sas' | 'usb' | 'bmc';
  readonly serial: string;
  /** For SCSI. */
  readonly wwn?: string;
  /** Logical and physical; 512 when absent. */
  readonly sectorBytes?: 4096;
  /** Another disk of the machine has the same file: both are paths to it. */
  readonly shared?: true;
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
  const { serial, wwn, sectorBytes: bytes, shared } = disk;
  const sectors = bytes === undefined ? '' : `,logical_block_size=${bytes},physical_block_size=${bytes}`;
  const common = `drive=${id}${sectors}${shared ? ',share-rw=on' : ''}${boot}`;
  const named = `${common},serial=${serial}`;
  const scsi = `${named}${wwn === undefined ? '' : `,wwn=${wwn}`}`;
  const devices = {
    virtio: [`virtio-blk-pci,${named}${merging}`],
    sata: [`ide-hd,bus=ide.${index},${named}`],
    nvme: [`nvme,${named}`],
    namespace: [
      ...(index === 0 ? [`nvme,id=namespaces,serial=${serial}`] : []),
      namespaceDevice(common, index),
    ],
    scsi: [`virtio-scsi-pci,id=scsi${index}`, `scsi-hd,bus=scsi${index}.0,${scsi}`],
    sas: [`mptsas1068,id=sas${index}`, `scsi-hd,bus=sas${index}.0,${scsi}`],
    usb: [`usb-storage,bus=xhci.0,removable=on,${named}`],
    bmc: [`scsi-hd,bus=bmc.0,lun=1,removable=on,${named}`],
  }[disk.bus];
  return [...driveArguments(disk, id), ...devices.flatMap((device) => ['-device', device])];
}

/** Numbered as the disks of the machine are, so the first one declares the controller. */
function namespaceDevice(common: string, index: number): string {
  return `nvme-ns,bus=namespaces,nsid=${index + 1},${common}`;
}

function driveArguments(
  { file, cache = 'unsafe', readOnly, snapshot, shared, writeLog }: VmDisk,
  id: string,
): string[] {
  if (writeLog === undefined) {
    const options = `if=none,id=${id},format=raw,cache=${cache},discard=unmap,file=${file}`;
    return [
      '-drive',
      `${options}${readOnly ? ',readonly=on' : ''}${snapshot ? ',snapshot=on' : ''}${shared ? ',file.locking=off' : ''}`,
    ];
  }
  // Flushes have to reach the log, so only what lies below it may ignore them.
  const below = (name: 'file' | 'log', path: string) =>
    `${name}.driver=file,${name}.filename=${path},${name}.cache.no-flush=on,${name}.discard=unmap`;
  const nodes = [below('file', file), below('log', writeLog)].join(',');
  return ['-blockdev', `driver=blklogwrites,node-name=${id},discard=unmap,${nodes}`];
}
