import { type Document, isMap, isScalar, isSeq, LineCounter, parseDocument } from 'yaml';
import type { Problem } from '../problem.ts';
import { formatPath, parentPath } from './key-path.ts';
import { aliasProblem, placesIn, syntaxProblems } from './yaml-problems.ts';

/** A YAML text as plain data, its syntax problems, and where each key stands. */
export type YamlDocument = {
  readonly data: unknown;
  /** False where the text is so broken that `data` is not what its writer meant. */
  readonly readable: boolean;
  readonly problems: readonly Problem[];
  /** Whether a key is written. */
  readonly has: (path: string) => boolean;
  /** `name:line` of a key, or of the nearest key above it. */
  readonly placeOf: (path: string) => string;
};

/** YAML 1.2: core schema, keys are text. */
export const YAML_OPTIONS = {
  version: '1.2',
  schema: 'core',
  stringKeys: true,
  prettyErrors: false,
  logLevel: 'error',
} as const;

/** Reads YAML 1.2: core schema, one document, keys are text and unique. Never throws. */
export function readYaml(text: string, name: string): YamlDocument {
  const lines = new LineCounter();
  const document = parseDocument(text, { ...YAML_OPTIONS, lineCounter: lines });
  const offsets = keyOffsets(document);
  const placeAt = placesIn(name, lines);
  const converted = toData(document);
  const problems = [
    ...syntaxProblems(document, placeAt, offsets),
    ...(converted || document.errors.length > 0 ? [] : [aliasProblem(document, placeAt)]),
  ];
  return {
    data: converted?.data,
    readable: problems.every((problem) => problem.code === 'answers.duplicate-key'),
    problems,
    has: (path) => offsets.has(path),
    placeOf(path) {
      for (let at = path; at !== ''; at = parentPath(at)) {
        const offset = offsets.get(at);
        if (offset !== undefined) return `${name}:${lines.linePos(offset).line}`;
      }
      return name;
    },
  };
}

function toData(document: Document): { data: unknown } | undefined {
  try {
    return { data: document.toJS({ maxAliasCount: 100 }) };
  } catch (cause) {
    // yaml's way to refuse an alias without anchor, or more aliases than allowed.
    if (cause instanceof ReferenceError) return undefined;
    throw cause;
  }
}

/** Where each key begins in the text, by its path; of a key written twice, the last. */
function keyOffsets(document: Document): Map<string, number> {
  const offsets = new Map<string, number>();
  const visit = (node: unknown, path: PropertyKey[]): void => {
    if (isMap(node)) {
      for (const { key, value } of node.items) {
        const name = isScalar(key) ? String(key.value) : String(key);
        if (isScalar(key) && key.range) offsets.set(formatPath([...path, name]), key.range[0]);
        visit(value, [...path, name]);
      }
    } else if (isSeq(node)) {
      node.items.forEach((item, index) => {
        if (hasRange(item)) offsets.set(formatPath([...path, index]), item.range[0]);
        visit(item, [...path, index]);
      });
    }
  };
  visit(document.contents, []);
  return offsets;
}

function hasRange(node: unknown): node is { range: [number, number, number] } {
  return typeof node === 'object' && node !== null && 'range' in node && Array.isArray(node.range);
}
