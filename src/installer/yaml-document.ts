import { type Document, isMap, isScalar, isSeq, LineCounter, parseDocument, type YAMLError } from 'yaml';
import { error, type Problem, type ProblemCode } from '../problem.ts';
import { formatPath, parentPath } from './key-path.ts';

/** A YAML text as plain data, its syntax problems, and where each key stands. */
export type YamlDocument = {
  readonly data: unknown;
  /** False where the text is so broken that `data` is not what its writer meant. */
  readonly readable: boolean;
  readonly problems: readonly Problem[];
  /** `name:line` of a key, or of the nearest key above it. */
  readonly placeOf: (path: string) => string;
};

/**
 * Reads YAML 1.2 (core schema, one document, keys are text and unique). Never throws. The parser's own
 * messages are not shown: they quote the file, and the file holds secrets.
 */
export function readYaml(text: string, name: string): YamlDocument {
  const lines = new LineCounter();
  const document = parseDocument(text, {
    version: '1.2',
    schema: 'core',
    stringKeys: true,
    prettyErrors: false,
    logLevel: 'error',
    lineCounter: lines,
  });
  const offsets = keyOffsets(document);
  const problems = [...document.errors, ...document.warnings].map((one) =>
    syntaxProblem(one, name, lines, offsets),
  );
  const converted = toData(document);
  if (!converted)
    problems.push({ ...error('answers.yaml', '', { reason: inWords('BAD_ALIAS') }), place: name });
  return {
    data: converted?.data,
    readable: problems.every((problem) => problem.code === 'answers.duplicate-key'),
    problems,
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
    if (cause instanceof ReferenceError) return undefined;
    throw cause;
  }
}

const KNOWN: Partial<Record<YAMLError['code'], ProblemCode>> = {
  BAD_INDENT: 'answers.yaml-indent',
  TAB_AS_INDENT: 'answers.yaml-tab',
  MISSING_CHAR: 'answers.yaml-unclosed',
  BLOCK_AS_IMPLICIT_KEY: 'answers.yaml-colon',
  MULTILINE_IMPLICIT_KEY: 'answers.yaml-colon',
  DUPLICATE_KEY: 'answers.duplicate-key',
};

function syntaxProblem(
  yamlError: YAMLError,
  name: string,
  lines: LineCounter,
  offsets: ReadonlyMap<string, number>,
): Problem {
  const code = KNOWN[yamlError.code] ?? 'answers.yaml';
  const { line, col } = lines.linePos(yamlError.pos[0]);
  const key = [...offsets].find(([, offset]) => offset === yamlError.pos[0])?.[0];
  return {
    ...error(code, code === 'answers.duplicate-key' ? (key ?? '') : '', { reason: inWords(yamlError.code) }),
    place: `${name}:${line}:${col}`,
  };
}

function inWords(code: YAMLError['code']): string {
  return code.toLowerCase().replaceAll('_', ' ');
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
