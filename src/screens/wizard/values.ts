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

/** The answer that a field stands for; undefined leaves its key out. */
export function answerOf(field: Field, context: Context): unknown {
  const text = textOf(field, context);
  if (field.toAnswer) return field.toAnswer(text, context);
  return text.trim() === '' ? undefined : text.trim();
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
  if (field.path === '') return undefined;
  const answer = valueAt(context.base, pathKeys(field.path));
  if (answer === undefined) return undefined;
  return field.fromAnswer ? field.fromAnswer(answer, context) : String(answer);
}

function defaultText({ path }: Field): string {
  if (path === '') return '';
  const [found] = schemasAt(answersJsonSchema(), pathKeys(path), undefined).filter(
    (s) => s.default !== undefined,
  );
  const value = found?.default;
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}
