import type { Machine } from '../machine.ts';
import { error, type Problem } from '../problem.ts';
import { roleSections, sharedSections } from './answers.ts';
import { editedYaml } from './edited-yaml.ts';
import { answersText } from './save-answers.ts';

/** The sections as the reference lists them: the wizard's pages come in another order. */
const SECTIONS = Object.keys({ version: 0, role: 0, ...roleSections, ...sharedSections });

export type WrittenAnswers =
  | {
      readonly document: unknown;
      /** The file could not be changed in places: it was written anew. */
      readonly lost_comments: boolean;
    }
  | { readonly problem: Problem };

/**
 * Writes an answer file as often as it is asked for, readable by its owner alone.
 * @param path where; @param text what the file says, undefined: there is none. A file that says something
 * else by then belongs to somebody else, and is left alone.
 */
export function answerWriter(
  path: string,
  text: string | undefined,
  machine: Pick<Machine, 'readText' | 'writeFile'>,
): (document: unknown) => Promise<WrittenAnswers> {
  let said = text;
  return async (document) => {
    try {
      const says = await machine.readText(path);
      if (says !== undefined && says !== said) return { problem: error('answers.file-changed', path) };
      const edited = said === undefined ? undefined : editedYaml(said, document);
      const lost_comments = said !== undefined && edited === undefined;
      const written = edited ?? answersText(inReferenceOrder(document)).reveal();
      await machine.writeFile(path, written, 0o600);
      said = written;
      return { document, lost_comments };
    } catch (cause) {
      if (!(cause instanceof Error && 'code' in cause)) throw cause;
      return { problem: error('usage.not-writable', path, { reason: cause.message }) };
    }
  };
}

/** A document with its sections as the reference lists them. */
export function inReferenceOrder(document: unknown): unknown {
  if (typeof document !== 'object' || document === null) return document;
  const keys = Object.entries(document);
  return Object.fromEntries(keys.toSorted(([a], [b]) => SECTIONS.indexOf(a) - SECTIONS.indexOf(b)));
}
