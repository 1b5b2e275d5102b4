import { BLOCK, chunkBuffers } from './blocks.ts';
import { differsAt } from './compare.ts';
import { BlockFailure } from './failure.ts';
import type { CopyRequest, ReadBack } from './requests.ts';
import { openReadable, readSpan } from './spans.ts';

/**
 * Why a block could not be read through dm-verity, which has one error (EIO) for all: the disk below cannot be
 * read, or holds something else than what was copied; or the source gave something else than it should have.
 * Offsets in the mapping are those of the target.
 */
export async function judgeVerity(
  failure: BlockFailure,
  { from, fromOffset, to, toOffset }: CopyRequest,
  readBack: ReadBack,
): Promise<BlockFailure> {
  if (readBack.from === to) return failure;
  const { offset } = failure;
  const [below = Buffer.alloc(0), above = Buffer.alloc(0)] = chunkBuffers(2);
  try {
    await using target = await openReadable(to, 'target');
    await using source = await openReadable(from, 'source');
    const place = fromOffset + offset - toOffset;
    const found = await readSpan(target, below, { position: offset, bytes: BLOCK });
    const differs = differsAt(found, await readSpan(source, above, { position: place, bytes: BLOCK }));
    return differs === undefined
      ? new BlockFailure('source', 'content', from, place, 'dm-verity finds another hash than before')
      : new BlockFailure('target', 'content', to, offset + differs, 'it is not what was written');
  } catch (cause) {
    if (cause instanceof BlockFailure) return cause;
    throw cause;
  }
}
