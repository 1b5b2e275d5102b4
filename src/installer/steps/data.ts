import type { Disk } from '../../disk/disk.ts';
import { firstSteps } from '../../disk/first-steps.ts';
import { DATA_LABEL, layoutDataDisk } from '../../disk/layout.ts';
import type { Volume } from '../../disk/medium.ts';
import { partitionPath, partitionStep, proveStep } from '../../disk/steps.ts';
import type { Action, Step } from '../../step.ts';
import type { DrawnDataDisk } from '../drawn.ts';
import { finishStep } from './commit.ts';
import { DATA, mounted, tableFile, undoFile } from './places.ts';

/** The file system that the node mounts, with project quotas (xfs(5), `prjquota`). */
const OPTIONS = 'prjquota';

/** What the steps for the data disk need to know. */
export type DataInstall = {
  readonly disk: Disk;
  readonly drawn: DrawnDataDisk;
  readonly medium: Volume | undefined;
  /** Of the system that is installed. */
  readonly version: string;
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
  return behind(
    ({ phase }) => phase !== 'commit',
    [verifyStep(install), forData(finishStep(disk.path, false))],
    written,
  );
}

function writeSteps(install: DataInstall): Step[] {
  const { disk, drawn, medium, version } = install;
  const { disk_guid, partition_guids } = drawn;
  const partitions = layoutDataDisk(disk.bytes);
  const undoable = { disk, undoFile: undoFile(disk.path), diskGuid: disk_guid, partitions, version };
  const [proven, kept, marked, ...others] = [
    ...firstSteps(undoable, medium),
    partitionStep(disk, partitions, partition_guids, disk_guid, tableFile(disk.path)),
    makeStep(install),
  ];
  if (!proven || !kept || !marked) throw new Error('a disk is proven, kept and marked first');
  return [kept, { ...marked, run: [...proven.run, ...marked.run] }, ...others].map(forData);
}

function forData(step: Step): Step {
  return { ...step, id: `${step.id}-data` };
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
