import { isDeepStrictEqual } from 'node:util';
import { valueAt } from '../../../installer/plain-data.ts';
import type { Context } from '../context.ts';
import type { TextField } from '../field.ts';
import { textOf } from '../values.ts';

/** Keys that are asked for; further ones of an edited file are kept. */
const MOST = 8;

/** One field per key, and always one more: a pasted line that ends with Enter opens the next. */
export const sshKeyFields: readonly TextField[] = Array.from({ length: MOST }, (_, position) => ({
  kind: 'text',
  id: `system.ssh_key_${position + 1}`,
  path: 'system.ssh_authorized_keys',
  label: 'advanced.ssh-key',
  width: 50,
  optional: true,
  applies: (context: Context) => position <= texts(context).findLastIndex((text) => text !== '') + 1,
  index: (context: Context) => entryOf(position, texts(context)),
  toAnswer: (_text: string, context: Context) => keys(context),
  fromAnswer: (answer: unknown) => entries(answer)[position],
}));

function texts(context: Context): string[] {
  return sshKeyFields.map((field) => textOf(field, context).trim());
}

function keys(context: Context): unknown {
  const inFile = valueAt(context.base, ['system', 'ssh_authorized_keys']);
  const written = entries(inFile);
  const all = [...texts(context).filter((text) => text !== ''), ...written.slice(MOST)];
  const isAsWritten = isDeepStrictEqual(
    all,
    written.map((key) => key.trim()),
  );
  if (isAsWritten) return structuredClone(inFile);
  return all.length > 0 ? all : undefined;
}

function entryOf(position: number, all: readonly string[]): number | undefined {
  return all[position] === '' ? undefined : all.slice(0, position).filter((text) => text !== '').length;
}

function entries(answer: unknown): string[] {
  if (answer === undefined) return [];
  return (Array.isArray(answer) ? answer : [answer]).map(String);
}
