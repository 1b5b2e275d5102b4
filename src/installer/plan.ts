import { DATA_DISK } from '../disk/data-disk.ts';
import type { Disk } from '../disk/disk.ts';
import { firstSteps } from '../disk/first-steps.ts';
import { healthProblems } from '../disk/health.ts';
import { layoutDisk } from '../disk/layout.ts';
import type { Volume } from '../disk/medium.ts';
import { identityOf, partitionStep } from '../disk/steps.ts';
import type { Problem } from '../problem.ts';
import type { Plan, Step } from '../step.ts';
import { assemblyArguments } from './boot-config.ts';
import { destructionOf } from './describe.ts';
import type { Inventory } from './inventory.ts';
import { extensionsFor } from './node-extensions.ts';
import { otherDiskProblems } from './other-disks.ts';
import { notInstalled, payloadPrograms } from './payload-ready.ts';
import { type Prepared, prepare } from './prepare.ts';
import { answersHash, type ResolvedAnswers } from './resolved.ts';
import { bootBiosStep, bootUefiStep, finishStep, keepLogStep, markCompleteStep } from './steps/commit.ts';
import { type DataInstall, withDataDisk } from './steps/data.ts';
import { diskImageSteps } from './steps/disk-image.ts';
import { checkMediumStep } from './steps/medium.ts';
import { tableFile, USER_DATA, undoFile } from './steps/places.ts';
import { type Install, writeEspStep, writeOemStep, writeRootStep, writeUsrStep } from './steps/system.ts';
import { verifyFilesStep } from './steps/verify.ts';
import { underPolicy } from './target-health.ts';
import { userDataOf } from './user-data.ts';

export type Planned =
  | { readonly plan: Plan; readonly warnings: readonly Problem[] }
  | { readonly problems: readonly Problem[] };

/**
 * The whole install as data, or every problem that stands against it. Pure: equal resolved answers and
 * inventory give an equal plan. Nothing is read or written here.
 */
export function makePlan(resolved: ResolvedAnswers, inventory: Inventory): Planned {
  const prepared = prepare(resolved.answers, inventory);
  if ('problems' in prepared) return prepared;
  const { disk, data } = prepared;
  const health = [
    ...healthProblems(disk, inventory.disks, 'disk.target'),
    ...(data ? healthProblems(data, inventory.disks, DATA_DISK) : []),
  ];
  const others = otherDiskProblems(prepared, inventory.disks, resolved.drawn);
  const warnings = [...prepared.warnings, ...others, ...underPolicy(health, resolved.answers.install)];
  if (warnings.some((one) => one.severity === 'error')) return { problems: warnings };
  const { image, medium } = prepared;
  const absent = image ? [] : notInstalled(resolved.answers, medium.payload);
  const steps = stepsOf(resolved, prepared, inventory.medium);
  const plan: Plan = {
    version: 1,
    target: identityOf(disk),
    ...(data ? { data: identityOf(data) } : {}),
    destroys: [disk, ...(data ? [data] : [])].map((one) => destructionOf(one)),
    ...(absent.length > 0 ? { not_installed: absent } : {}),
    steps: data ? withDataDisk(steps, dataInstallOf(resolved, prepared, data, inventory.medium)) : steps,
  };
  return { plan, warnings };
}

function dataInstallOf(
  { drawn }: ResolvedAnswers,
  { image, medium: { manifest } }: Prepared,
  disk: Disk,
  medium: Volume | undefined,
): DataInstall {
  if (!drawn.data_disk) throw new Error('a data disk for which nothing was drawn');
  const { version } = manifest;
  return { disk, drawn: drawn.data_disk, medium, version, anyKernel: image !== undefined };
}

/** What is the same for both kinds of system: it is proven, then the disk, and what is on it goes. */
function stepsOf(resolved: ResolvedAnswers, prepared: Prepared, medium: Volume | undefined): Step[] {
  const { disk, image } = prepared;
  const hash = answersHash(resolved.answers);
  const partitions = layoutDisk(disk.bytes, disk.logical_sector_bytes);
  const undoable = { disk, undoFile: undoFile(disk.path), diskGuid: resolved.drawn.disk_guid };
  if (!image) {
    const install = installOf(resolved, prepared);
    const first = firstSteps({ ...undoable, partitions, version: install.manifest.version }, medium);
    return systemSteps(disk, install, hash, first);
  }
  const first = firstSteps({ ...undoable, partitions: [], version: image.name }, medium);
  const kernelArgs = resolved.answers.install.kernel_args;
  const install = { disk, image, userData: userDataOf(resolved, prepared), kernelArgs };
  return diskImageSteps(install, hash, first);
}

function installOf(resolved: ResolvedAnswers, prepared: Prepared): Install {
  const { disk, data, medium } = prepared;
  const userData = userDataOf(resolved, prepared);
  return {
    target: disk.path,
    diskBytes: disk.bytes,
    sectorBytes: disk.logical_sector_bytes,
    mountPoint: medium.mountPoint,
    manifest: medium.manifest,
    drawn: resolved.drawn,
    extensions: extensionsFor(resolved.answers),
    programs: payloadPrograms(medium.payload),
    assembly: [...new Set([disk, ...(data ? [data] : [])].flatMap(assemblyArguments))],
    kernelArgs: resolved.answers.install.kernel_args,
    rootFiles: [{ path: USER_DATA, mode: 0o600, content: userData }],
  };
}

function systemSteps(disk: Disk, install: Install, hash: string, first: readonly Step[]): Step[] {
  const { drawn } = install;
  const partitions = layoutDisk(disk.bytes, disk.logical_sector_bytes);
  // A BIOS reads 512-byte sectors only; on 4Kn the boot code could never run.
  const bios = disk.logical_sector_bytes === 512;
  return [
    checkMediumStep(install),
    ...first,
    partitionStep(disk, partitions, drawn.partition_guids, drawn.disk_guid, tableFile(disk.path)),
    writeEspStep(install),
    writeOemStep(install),
    writeRootStep(install),
    // The last of the contents: what a disk that is smaller than it says has overwritten is found.
    writeUsrStep(install),
    verifyFilesStep(install),
    keepLogStep(install),
    markCompleteStep(install, hash),
    ...(bios ? [bootBiosStep(install)] : []),
    bootUefiStep(install),
    finishStep(disk.path, bios, drawn.partition_guids.efi_system),
  ];
}
