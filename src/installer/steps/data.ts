import type { Disk } from '../../disk/disk.ts';
import { DATA_LABEL, layoutDataDisk } from '../../disk/layout.ts';
import { takeApartSteps, wipeStep } from '../../disk/leftovers.ts';
import type { Volume } from '../../disk/medium.ts';
import { partitionPath, partitionStep, proveStep } from '../../disk/steps.ts';
import type { Action, Step } from '../../step.ts';
import type { DrawnDataDisk } from '../drawn.ts';
import { DATA, mounted } from './places.ts';

/** The file system that the node mounts, with project quotas (xfs(5), `prjquota`). */
const OPTIONS = 'prjquota';

/** What the steps for the data disk need to know. */
export type DataInstall = {
  readonly disk: Disk;
  readonly drawn: DrawnDataDisk;
  readonly medium: Volume | undefined;
  /** The node's kernel may be an old one (COS: 4.0.5), that of a whole image. */
  readonly anyKernel: boolean;
};

/**
 * Puts the data disk into the steps of an installation. It is looked at with the target, before the first write
 * to any disk, and written when the system is on the target, so that a target that fails costs no data; by
 * then minutes have passed, and it is looked at once more.
 */
export function withDataDisk(steps: readonly Step[], install: DataInstall): Step[] {
  const { disk, medium } = install;
  const behind = (isLast: (step: Step) => boolean, more: Step[], to: readonly Step[]) =>
    to.toSpliced(to.findLastIndex(isLast) + 1, 0, ...more);
  const looked = behind(({ id }) => id === 'prove-target', [proveStep(disk, medium, 'prove-data')], steps);
  const written = behind(({ phase }) => phase === 'write', writeSteps(install), looked);
  return behind(({ phase }) => phase !== 'commit', [verifyStep(install)], written);
}

function writeSteps(install: DataInstall): Step[] {
  const { disk, drawn, medium } = install;
  const { disk_guid, partition_guids } = drawn;
  const [first, ...others] = [
    ...takeApartSteps(disk),
    wipeStep(disk),
    partitionStep(disk, layoutDataDisk(disk.bytes), partition_guids, disk_guid),
    makeStep(install),
  ];
  const again = first && { ...first, run: [...proveStep(disk, medium).run, ...first.run] };
  return [...(again ? [again] : []), ...others].map((step) => ({ ...step, id: `${step.id}-data` }));
}

/** Without what Linux 4.0 does not know (mkfs.xfs(8)): it would refuse to mount it. */
const FOR_ANY_KERNEL = [
  ...['-m', 'finobt=1,reflink=0,rmapbt=0,bigtime=0,inobtcount=0'],
  ...['-i', 'sparse=0,nrext64=0'],
];

/** The first mount makes the files of the quotas: one that is only read cannot (xfs_admin(8)). */
function makeStep({ disk: { path }, drawn, anyKernel }: DataInstall): Step {
  const device = partitionPath(drawn.partition_guids.data);
  const features = anyKernel ? FOR_ANY_KERNEL : [];
  const names = ['-L', DATA_LABEL, '-m', `uuid=${drawn.fs_uuid}`];
  return {
    id: 'make',
    title: `Make the file system for containers on ${path}`,
    phase: 'write',
    touches: [path],
    run: [
      { do: 'run', argv: ['mkfs.xfs', '-q', '-f', ...features, ...names, device] },
      mounted(device, DATA, 'xfs', OPTIONS, [hasQuotas]),
    ],
  };
}

/** Reads the file system's structure back from the disk, and mounts it as the node will, only to read. */
function verifyStep({ disk: { path }, drawn }: DataInstall): Step {
  const device = partitionPath(drawn.partition_guids.data);
  return {
    id: 'verify-data',
    title: `Check the file system for containers on ${path}`,
    phase: 'verify',
    touches: [],
    run: [
      { do: 'run', argv: ['blockdev', '--flushbufs', device] },
      { do: 'run', argv: ['xfs_repair', '-n', device] },
      mounted(device, DATA, 'xfs', `ro,${OPTIONS}`, [hasQuotas]),
    ],
  };
}

/** findmnt(8) fails where no mount has the option. */
const hasQuotas: Action = {
  do: 'run',
  argv: ['findmnt', '--noheadings', '--mountpoint', DATA, '--types', 'xfs', '--options', OPTIONS],
};
