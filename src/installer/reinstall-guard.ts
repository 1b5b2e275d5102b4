import { z } from 'zod';
import { allContents } from '../disk/contents.ts';
import type { Disk } from '../disk/disk.ts';
import { isMarked, SECTOR_BYTES } from '../disk/not-finished.ts';
import type { Machine } from '../machine.ts';
import type { Answers } from './answers.ts';
import { COMPLETE_FILE, type CompleteNote, completeNoteSchema } from './complete-note.ts';
import { mountedWhile } from './mounted-while.ts';
import { answersHash } from './resolved.ts';
import { OEM } from './steps/places.ts';

/**
 * The reinstall guard: the target already holds a complete node made from the same answers, and these do
 * not ask for a new one. Then it is started, not wiped: a medium that is left in cannot loop.
 */
export async function finishedNode(
  machine: Machine,
  disk: Disk,
  answers: Answers,
): Promise<CompleteNote | undefined> {
  if (answers.install.reinstall) return undefined;
  const note = await completeNode(machine, disk);
  return note?.answers_hash === answersHash(answers) ? note : undefined;
}

/**
 * The note that an install leaves on the OEM partition. A disk without one, with an unreadable one, or with the
 * mark of an installation that was not finished, is not complete.
 */
async function completeNode(machine: Machine, disk: Disk): Promise<CompleteNote | undefined> {
  const oem = allContents(disk).find((c) => c.partition_label === 'OEM' && c.signature === 'ext4');
  if (!oem) return undefined;
  // The note is written before the boot code; the mark goes as the last of all.
  if (isMarked(await machine.readAt(disk.path, 0, SECTOR_BYTES))) return undefined;
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
