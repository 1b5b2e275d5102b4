import { type Alias, type Document, type LineCounter, visit, type YAMLError } from 'yaml';
import { error, type Problem, type ProblemCode } from '../problem.ts';

const KNOWN: Partial<Record<YAMLError['code'], ProblemCode>> = {
  BAD_INDENT: 'answers.yaml-indent',
  TAB_AS_INDENT: 'answers.yaml-tab',
  MISSING_CHAR: 'answers.yaml-unclosed',
  BLOCK_AS_IMPLICIT_KEY: 'answers.yaml-colon',
  MULTILINE_IMPLICIT_KEY: 'answers.yaml-colon',
  DUPLICATE_KEY: 'answers.duplicate-key',
};

/** Where in the text a syntax problem lies, for a person: `name:line:column`, both from 1. */
export type PlaceAt = (offset: number) => string;

export function placesIn(name: string, lines: LineCounter): PlaceAt {
  return (offset) => {
    const { line, col } = lines.linePos(offset);
    return `${name}:${line}:${col}`;
  };
}

/**
 * The parser's errors and warnings as problems, each once. The parser's own messages are not shown: they
 * quote the file, and the file holds secrets.
 */
export function syntaxProblems(
  document: Document,
  placeAt: PlaceAt,
  offsets: ReadonlyMap<string, number>,
): Problem[] {
  const seen = new Set<string>();
  return [...document.errors, ...document.warnings].flatMap(({ code: reason, pos }) => {
    const code = KNOWN[reason] ?? 'answers.yaml';
    const place = placeAt(pos[0]);
    if (seen.has(`${code} ${place}`)) return [];
    seen.add(`${code} ${place}`);
    if (code !== 'answers.duplicate-key') return [{ ...error(code, '', { reason: inWords(reason) }), place }];
    const key = [...offsets].find(([, offset]) => offset === pos[0])?.[0];
    return [{ ...error(code, key ?? ''), place }];
  });
}

/** The problem of a document whose aliases cannot be followed: none of that name, or too many. */
export function aliasProblem(document: Document, placeAt: PlaceAt): Problem {
  const found: Alias[] = [];
  visit(document, {
    Alias(_, node) {
      found.push(node);
      return node.resolve(document) ? undefined : visit.BREAK;
    },
  });
  return { ...error('answers.yaml-alias', ''), place: placeAt(found.at(-1)?.range?.[0] ?? 0) };
}

function inWords(code: YAMLError['code']): string {
  return code.toLowerCase().replaceAll('_', ' ');
}
