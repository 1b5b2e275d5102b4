import { closestMatch } from 'leven';
import type { z } from 'zod';
import { error, type Problem, type ProblemCode } from '../problem.ts';
import { problemTable } from '../problems/table.ts';
import { roleSections } from './answers.ts';
import { answersJsonSchema, schemasAt } from './json-schema.ts';
import { formatPath, oneLine } from './key-path.ts';
import { supportedRoles } from './not-supported.ts';
import { valueAt } from './plain-data.ts';

type Issue = z.core.$ZodIssue;

/** The keys that a schema allows at a path of a document. */
export type KeysAt = (path: readonly PropertyKey[]) => string[];

/**
 * What a schema found wrong, as sentences of the catalogue; the schema's own messages are never shown.
 * @param keysAt what to propose for an unknown key; default: the keys of an answer file
 */
export function problemsOfIssues(issues: readonly Issue[], document: unknown, keysAt?: KeysAt): Problem[] {
  return issues.flatMap((issue) => {
    if (issue.code !== 'unrecognized_keys') return [oneProblem(issue, document)];
    return keysAt ? unknownKeys(issue, keysAt(issue.path)) : unknownAnswers(issue, document);
  });
}

function oneProblem(issue: Issue, document: unknown): Problem {
  const path = formatPath(issue.path);
  const value = valueAt(document, issue.path);
  if (issue.code === 'invalid_union' && 'discriminator' in issue) return notARole(path);
  if (issue.code === 'invalid_key') return wrongKey(issue, path);
  if (value === undefined && issue.code !== 'custom') return error('answers.missing', path);
  if (!isCode(issue.message)) return generalProblem(issue, path);
  // Only a sentence that shows the value gets it: those of secret keys do not.
  const shown = problemTable[issue.message].en.includes('{value}')
    ? { value: oneLine(shortText(value)) }
    : {};
  return error(issue.message, path, { ...shown, ...argumentsOf(issue) });
}

/** A key that is a name, and not one that is allowed. */
function wrongKey({ issues: [first], path: keys }: z.core.$ZodIssueInvalidKey, path: string): Problem {
  const code = first && isCode(first.message) ? first.message : 'answers.not-allowed';
  return error(code, path, { value: oneLine(String(keys.at(-1))) });
}

function notARole(path: string): Problem {
  return error('answers.one-of', path, { allowed: supportedRoles });
}

/** The problems that need no sentence of their own at the key. */
function generalProblem(issue: Issue, path: string): Problem {
  switch (issue.code) {
    case 'invalid_type':
      return error(TYPES[issue.expected] ?? 'answers.not-allowed', path);
    case 'invalid_value':
      return error('answers.one-of', path, { allowed: issue.values.map(String).join(', ') });
    case 'too_small':
      return error(issue.origin === 'array' ? 'answers.too-few' : 'answers.at-least', path, {
        minimum: Number(issue.minimum),
      });
    case 'too_big':
      return error(issue.origin === 'array' ? 'answers.too-many' : 'answers.at-most', path, {
        maximum: Number(issue.maximum),
      });
    default:
      return error('answers.not-allowed', path);
  }
}

const TYPES: Readonly<Partial<Record<string, ProblemCode>>> = {
  string: 'answers.not-text',
  number: 'answers.not-number',
  int: 'answers.not-number',
  boolean: 'answers.not-boolean',
  array: 'answers.not-list',
  object: 'answers.not-group',
  record: 'answers.not-group',
};

function unknownAnswers(issue: z.core.$ZodIssueUnrecognizedKeys, document: unknown): Problem[] {
  const role = valueAt(document, ['role']);
  const isOther = (key: string) => issue.path.length === 0 && Object.hasOwn(roleSections, key);
  const unknown = { ...issue, keys: issue.keys.filter((key) => !isOther(key)) };
  return [
    ...issue.keys
      .filter(isOther)
      .map((key) => error('answers.other-role', key, { wanted: key, role: String(role) })),
    ...unknownKeys(unknown, allowedKeys(issue.path, role)),
  ];
}

function unknownKeys(issue: z.core.$ZodIssueUnrecognizedKeys, allowed: readonly string[]): Problem[] {
  return issue.keys.map((key) => {
    const path = formatPath([...issue.path, key]);
    const near = closestMatch(key.toLowerCase(), [...allowed], {
      maxDistance: Math.min(3, Math.ceil(key.length / 3)),
    });
    return near === undefined
      ? error('answers.unknown-key', path, { allowed: allowed.join(', ') })
      : error('answers.unknown-key-near', path, { near });
  });
}

function allowedKeys(path: readonly PropertyKey[], role: unknown): string[] {
  const schemas = schemasAt(answersJsonSchema(), path, role);
  return [...new Set(schemas.flatMap((one) => Object.keys(one.properties ?? {})))];
}

function argumentsOf(issue: Issue): Problem['args'] {
  if (issue.code !== 'custom' || !issue.params) return {};
  const entries = Object.entries(issue.params).map(([name, value]) => [name, oneLine(String(value))]);
  return Object.fromEntries(entries);
}

function isCode(message: string): message is ProblemCode {
  return Object.hasOwn(problemTable, message);
}

function shortText(value: unknown): string {
  return typeof value === 'string' ? value : (JSON.stringify(value) ?? '');
}
