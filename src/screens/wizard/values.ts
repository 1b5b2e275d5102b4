import { answersJsonSchema, schemasAt } from '../../installer/json-schema.ts';
import { valueAt } from '../../installer/plain-data.ts';
import type { Context } from './context.ts';
import type { Field } from './field.ts';

/** The text in a field: what was typed, else what the file says, else where the field starts. */
export function textOf(field: Field, context: Context): string {
  return (
    context.values[field.id] ?? fromFile(field, context) ?? field.initial?.(context) ?? defaultText(field)
  );
}

/**
 * The answer that a field stands for; undefined leaves its key out. In an edited file what was not changed
 * stays as it was written, and what is as by default anyway is not written down.
 */
export function answerOf(field: Field, context: Context): unknown {
  const text = textOf(field, context);
  if (isAsWritten(field, text, context)) return structuredClone(inFile(field, context));
  const answer = field.toAnswer ? field.toAnswer(text, context) : text.trim() || undefined;
  const isEdited = Object.keys(context.base).length > 0;
  const isAdded = isEdited && answer !== undefined && inFile(field, context) === undefined;
  return isAdded && answer === defaultAt(field.path) ? undefined : answer;
}

/** Enter on what a choice has anyway changes nothing; a text that was typed is taken at its word. */
function isAsWritten(field: Field, text: string, context: Context): boolean {
  if (field.kind === 'silent' || (field.kind === 'text' && context.values[field.id] !== undefined))
    return false;
  return fromFile(field, context) === text;
}

export function applies(part: { applies?: (context: Context) => boolean }, context: Context): boolean {
  return part.applies?.(context) ?? true;
}

/** A whole number as YAML would read it; any other text stays, for the schema to refuse it. */
export function numberAnswer(text: string): unknown {
  const written = text.trim();
  if (written === '') return undefined;
  return /^\d{1,9}$/.test(written) ? Number(written) : written;
}

/** A list written with commas or blanks. */
export function listAnswer(text: string): string[] | undefined {
  const items = text.split(/[\s,]+/).filter((item) => item !== '');
  return items.length > 0 ? items : undefined;
}

/** The way back of `listAnswer`; one text for a list of one is fine too. */
export function listText(answer: unknown): string | undefined {
  if (Array.isArray(answer)) return answer.map(String).join(', ');
  return answer === undefined ? undefined : String(answer);
}

export function pathKeys(path: string): string[] {
  return path === '' ? [] : path.split('.');
}

function fromFile(field: Field, context: Context): string | undefined {
  const answer = inFile(field, context);
  if (answer === undefined) return undefined;
  return field.fromAnswer ? field.fromAnswer(answer, context) : String(answer);
}

function inFile({ path }: Field, { base }: Context): unknown {
  return path === '' ? undefined : valueAt(base, pathKeys(path));
}

function defaultText({ path }: Field): string {
  const value = defaultAt(path);
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}

const defaults = new Map<string, unknown>();

/** What the schema says never changes: looked up once, for every key asks for all of them. */
function defaultAt(path: string): unknown {
  if (path === '') return undefined;
  if (!defaults.has(path)) {
    const schemas = schemasAt(answersJsonSchema(), pathKeys(path), undefined);
    defaults.set(path, schemas.find((schema) => schema.default !== undefined)?.default);
  }
  return defaults.get(path);
}
