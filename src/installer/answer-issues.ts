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

/** What a schema found wrong, as sentences of the catalogue; the schema's own messages are never shown. */
export function problemsOfIssues(issues: readonly Issue[], document: unknown): Problem[] {
  return issues.flatMap((issue) => {
    if (issue.code === 'unrecognized_keys') return unknownKeys(issue, document);
    return [oneProblem(issue, document)];
  });
}

function oneProblem(issue: Issue, document: unknown): Problem {
  const path = formatPath(issue.path);
  const value = valueAt(document, issue.path);
  if (issue.code === 'invalid_union' && 'discriminator' in issue) return notARole(path);
  if (value === undefined && issue.code !== 'custom') return error('answers.missing', path);
  if (!isCode(issue.message)) return generalProblem(issue, path);
  // Only a sentence that shows the value gets it: those of secret keys do not.
  const shown = problemTable[issue.message].en.includes('{value}')
    ? { value: oneLine(shortText(value)) }
    : {};
  return error(issue.message, path, { ...shown, ...argumentsOf(issue) });
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

function unknownKeys(issue: z.core.$ZodIssueUnrecognizedKeys, document: unknown): Problem[] {
  const role = valueAt(document, ['role']);
  const allowed = allowedKeys(issue.path, role);
  return issue.keys.map((key) => {
    const path = formatPath([...issue.path, key]);
    if (issue.path.length === 0 && Object.hasOwn(roleSections, key)) {
      return error('answers.other-role', path, { wanted: key, role: String(role) });
    }
    const near = closestMatch(key.toLowerCase(), allowed, {
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
