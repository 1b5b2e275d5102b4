import { z } from 'zod';
import { allContents } from '../disk/contents.ts';
import type { Disk } from '../disk/disk.ts';
import type { Machine } from '../machine.ts';
import { COMPLETE_FILE, type CompleteNote, completeNoteSchema } from './complete-note.ts';
import { mountedWhile } from './mounted-while.ts';
import { OEM } from './steps/places.ts';

/**
 * Looks whether the target already holds a complete node: the note that the last step of an install
 * leaves on the OEM partition. A disk without one, or with an unreadable one, is not complete.
 */
export async function completeNode(machine: Machine, disk: Disk): Promise<CompleteNote | undefined> {
  const oem = allContents(disk).find((c) => c.partition_label === 'OEM' && c.signature === 'ext4');
  if (!oem) return undefined;
  const text = await mountedWhile(machine, oem.path, OEM, () => machine.readText(`${OEM}/${COMPLETE_FILE}`));
  return text === undefined ? undefined : readNote(text);
}

function readNote(text: string): CompleteNote | undefined {
  try {
    return completeNoteSchema.parse(JSON.parse(text));
  } catch (cause) {
    if (cause instanceof SyntaxError || cause instanceof z.ZodError) return undefined;
    throw cause;
  }
}
