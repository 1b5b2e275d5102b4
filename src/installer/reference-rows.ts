import { stringify } from 'yaml';
import type { JsonSchema } from './json-schema.ts';

/** One key of the answer file as the reference page shows it. */
export type ReferenceRow = {
  /** From the top of the file; `[]` stands for the entries of a list. */
  readonly path: string;
  readonly value: string;
  /** `required`, the default, or a dash where absence has its own meaning. */
  readonly default: string;
  readonly description: string;
  readonly example: string;
};

/** The key `path` and all keys below it, parents first, in the order of the schema. */
export function rowsOf(path: string, schema: JsonSchema, required: boolean): ReferenceRow[] {
  return [rowOf(path, schema, required), ...rowsBelow(path, schema)];
}

function rowsBelow(path: string, schema: JsonSchema): ReferenceRow[] {
  const own = Object.entries(schema.properties ?? {}).flatMap(([key, below]) =>
    rowsOf(`${path}.${key}`, below, schema.required?.includes(key) ?? false),
  );
  const entries = schema.items ? rowsBelow(`${path}[]`, schema.items) : [];
  return [...own, ...entries];
}

function rowOf(path: string, schema: JsonSchema, required: boolean): ReferenceRow {
  return {
    path,
    value: valueText(schema),
    default: required ? 'required' : schema.default === undefined ? '—' : code(schema.default),
    description: schema.description ?? '',
    example: (schema.examples ?? []).map(code).join(' '),
  };
}

/** What may be written, in words: `whole number, 1 to 65535`, `` `bridge` or `ipvlan` ``, `list of text`. */
function valueText(schema: JsonSchema): string {
  if (schema.anyOf) return [...new Set(schema.anyOf.map(valueText))].join(' or ');
  if (schema.enum) return schema.enum.map(code).join(' or ');
  if (schema.const !== undefined) return code(schema.const);
  if (schema.type === 'array') return `list of ${schema.items ? valueText(schema.items) : 'anything'}`;
  if (schema.type === 'integer') return `whole number${range(schema)}`;
  return WORDS[schema.type ?? ''] ?? 'anything';
}

const WORDS: Readonly<Record<string, string>> = {
  string: 'text',
  boolean: '`true` or `false`',
  object: 'group',
  number: 'number',
};

function range({ minimum, maximum }: JsonSchema): string {
  const isOpen = maximum === Number.MAX_SAFE_INTEGER || maximum === undefined;
  if (isOpen) return typeof minimum === 'number' && minimum >= 0 ? `, ${minimum} or more` : '';
  return `, ${String(minimum)} to ${String(maximum)}`;
}

/** A value as one would write it in YAML, on one line, marked as code. */
function code(value: unknown): string {
  return `\`${stringify(value, { collectionStyle: 'flow', lineWidth: 0, blockQuote: false }).trim()}\``;
}
