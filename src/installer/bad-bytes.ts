import { BlockFailure, type Machine } from '../machine.ts';
import { error, type Problem, ProblemError } from '../problem.ts';
import type { Action, Region } from '../step.ts';
import { placeOnPartition } from './file-place.ts';

/** Actions that move bytes: their failures name a byte. */
type Moving = Extract<Action, { do: 'copy' | 'read' | 'compare' | 'unpack' | 'prove-size' }>;

/** Gives a failed copy, read or comparison its number, and the byte its place on the disk. */
export async function numbered(
  machine: Pick<Machine, 'run'>,
  action: Moving,
  work: Promise<void>,
): Promise<void> {
  try {
    await work;
  } catch (cause) {
    throw cause instanceof BlockFailure ? new ProblemError(await problemOf(machine, action, cause)) : cause;
  }
}

async function problemOf(
  machine: Pick<Machine, 'run'>,
  action: Moving,
  { side, trouble, path, offset, reason }: BlockFailure,
): Promise<Problem> {
  if (side === 'source')
    return error(trouble === 'content' ? 'step.medium-content' : 'step.medium-read', '', {
      path,
      offset,
      reason,
    });
  const region = 'on' in action ? action.on : undefined;
  const { disk, partition, start_bytes } = region ?? wholeDisk(path);
  const isFile = action.do === 'compare' && action.file;
  const place = isFile ? await placeOnPartition(machine, path, offset) : offset;
  if (place === undefined) return error('step.disk-file', '', { path, partition, disk, offset, reason });
  const within = isFile ? `${partition}, ${path}` : partition;
  const args = { disk, disk_offset: start_bytes + place, partition: within, offset: place, reason };
  return error(`step.disk-${trouble}`, '', args);
}

function wholeDisk(path: string): Region {
  return { disk: path, partition: path, start_bytes: 0 };
}
