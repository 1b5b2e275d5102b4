import { valueAt } from '../../../installer/plain-data.ts';
import type { Context } from '../context.ts';
import type { Field, SilentField, TextField } from '../field.ts';
import type { TextKey } from '../text/table.ts';
import { answerOf, pathKeys, textOf } from '../values.ts';

/** Fields that say at a desk which disk is meant. */
export type DeskDisk = {
  readonly fields: readonly Field[];
  /** Nothing is said of the disk. */
  readonly isEmpty: (context: Context) => boolean;
};

/**
 * At a desk a disk is said by what is written on it, or how it is plugged in. Keys of the file's selector that
 * have no field are kept.
 * @param path the selector's key in the answers
 * @param group the key that goes with the last of these fields, where that is not the selector itself
 */
export function deskDisk(path: string, group = path): DeskDisk {
  const fields = [
    deskField(path, 'serial', 'disk.serial', 40),
    deskField(path, 'size', 'disk.size', 20),
    deskField(path, 'model', 'disk.model', 40),
    deskField(path, 'wwn', 'disk.wwn', 40),
    deskField(path, 'path', 'disk.path', 56),
  ];
  const asked = fields.map((field) => field.path);
  const others: SilentField = {
    kind: 'silent',
    id: `${path}.others`,
    path: group,
    label: 'disk.label',
    applies: isDesk,
    toAnswer: (_, { base }) => {
      const written = Object.entries({ ...Object(valueAt(base, pathKeys(path))) });
      const kept = written.filter(([key]) => !asked.includes(`${path}.${key}`));
      if (kept.length === 0) return undefined;
      return within(Object.fromEntries(kept), path.slice(group.length));
    },
  };
  return {
    fields: [others, ...fields],
    isEmpty: (context) =>
      fields.every((field) => textOf(field, context).trim() === '') && !answerOf(others, context),
  };
}

function deskField(selector: string, key: string, label: TextKey, width: number): TextField {
  const path = `${selector}.${key}`;
  return { kind: 'text', id: path, path, label, width, optional: true, applies: isDesk };
}

/** `.select`: `{ select: … }`. */
function within(selector: object, below: string): object {
  return below === '' ? selector : { [below.slice(1)]: selector };
}

export function isDesk({ inventory }: Context): boolean {
  return inventory === undefined;
}
