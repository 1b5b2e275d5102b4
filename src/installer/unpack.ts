import { BlockFailure, CommandFailed, type Machine } from '../machine.ts';
import { error, ProblemError } from '../problem.ts';
import type { Unpack } from '../step.ts';

type Io = NonNullable<Parameters<Machine['unpack']>[1]>;

/**
 * Unpacks an image onto a disk.
 * @throws ProblemError when the file cannot be unpacked, or holds less than its partition table says.
 */
export async function unpack(machine: Machine, action: Unpack, io: Io): Promise<void> {
  const { argv, head, device, capacity, name } = action;
  const bytes = await machine
    .unpack({ argv, head, onto: { device, capacity } }, io)
    .catch((cause: unknown) => {
      if (io.signal?.aborted) throw cause;
      if (cause instanceof CommandFailed) throw damaged(name, cause.message);
      if (cause instanceof BlockFailure && cause.side === 'source') throw damaged(name, cause.reason);
      throw cause;
    });
  if (bytes < action.bytes)
    throw damaged(name, `it ends after ${bytes} bytes, and its partition table needs ${action.bytes}`);
}

function damaged(name: string, reason: string): ProblemError {
  return new ProblemError(error('image.damaged', 'install.image', { name, reason }));
}
