import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parse, stringify } from 'yaml';
import { readAnswers } from '../../src/installer/answer-file.ts';
import { checkDocument } from '../../src/installer/check-document.ts';
import { answersJsonSchema } from '../../src/installer/json-schema.ts';
import { referenceRows } from '../../src/installer/reference.ts';
import { problemLine } from '../../src/problem.ts';
import { samplesOf } from './answer-folders.ts';

const KEYS = [...new Set(referenceRows(answersJsonSchema()).flatMap(({ path }) => path.split(/[.[\]]+/)))];
const WORDS = [
  'controller',
  'agent',
  'platform',
  'dhcp',
  '10.0.0.1/24',
  '10.0.0.1',
  'fe80::1',
  '10.0.0.1:80',
];

const scalar = fc.oneof(
  fc.constantFrom(...WORDS),
  fc.string({ unit: 'grapheme' }),
  fc.integer(),
  fc.double(),
  fc.boolean(),
  fc.constant(null),
);
/** Nested data under keys of the format (and others), so that it gets past the first check. */
const { document } = fc.letrec((tie) => ({
  key: fc.oneof({ weight: 5, arbitrary: fc.constantFrom(...KEYS) }, { weight: 1, arbitrary: fc.string() }),
  value: fc.oneof({ maxDepth: 4 }, scalar, tie('document'), fc.array(tie('value'), { maxLength: 4 })),
  document: fc
    .array(fc.tuple(tie('key') as fc.Arbitrary<string>, tie('value')), { maxLength: 6 })
    .map((entries) => Object.fromEntries(entries)),
}));

function linesOf(read: ReturnType<typeof readAnswers>): string[] {
  return ('problems' in read ? read.problems : read.warnings).map((problem) => problemLine(problem));
}

describe('whatever is in the file', () => {
  test('any text gives answers or problems of one line each', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (text) => {
        const lines = linesOf(readAnswers(text, 'f.yaml'));
        expect(lines.length).toBeGreaterThan(0);
        expect(lines.filter((line) => /[\r\n]/.test(line))).toEqual([]);
      }),
      { numRuns: 300 },
    );
  });

  test('any document gives answers or problems, from YAML and as data', () => {
    fc.assert(
      fc.property(document, (data) => {
        const fromText = readAnswers(stringify(data), 'f.yaml');
        expect(linesOf(fromText).filter((line) => /[\r\n]|undefined/.test(line))).toEqual([]);
        expect('problems' in checkDocument(data)).toBe('problems' in fromText);
      }),
      { numRuns: 300 },
    );
  });

  test.each([
    'null',
    '[]',
    '42',
    '{ version: { a: 1 } }',
    '{ __proto__: { role: agent } }',
    '{ constructor: 1 }',
  ])('%s is refused', (text) => expect(linesOf(readAnswers(text, 'f.yaml')).length).toBeGreaterThan(0));

  test('deep nesting and huge numbers are refused', () => {
    const deep = `${'['.repeat(5000)}${']'.repeat(5000)}`;
    expect(linesOf(readAnswers(`a: ${deep}`, 'f.yaml')).length).toBeGreaterThan(0);
    expect(linesOf(readAnswers(`version: ${'9'.repeat(400)}`, 'f.yaml')).length).toBeGreaterThan(0);
  });
});

const SECRETS: Record<string, string> = {
  password: 'Pa55word-of-the-test',
  auth_key: 'KeyOfTheTestKeyOfTheTestKeyOfTheTest',
  install_code: '7391',
};
const SOURCES = samplesOf('answers').map(({ text }) => withSecrets(parse(text)));

/** The sample with secrets that cannot be mistaken for anything else. */
function withSecrets(data: unknown): unknown {
  return JSON.parse(JSON.stringify(data), (key, value) => SECRETS[key] ?? value);
}

/** All places in a document, as paths. */
function pathsIn(data: unknown, path: string[] = []): string[][] {
  if (typeof data !== 'object' || data === null) return [path];
  return [path, ...Object.entries(data).flatMap(([key, value]) => pathsIn(value, [...path, key]))];
}

function replaced(data: unknown, [key, ...below]: string[], value: unknown): unknown {
  if (key === undefined || typeof data !== 'object' || data === null) return value;
  const copy = Array.isArray(data) ? [...data] : { ...data };
  Reflect.set(copy, key, replaced(Reflect.get(data, key), below, value));
  return copy;
}

describe('secrets', () => {
  test('the samples hold all of them', () => {
    const text = JSON.stringify(SOURCES);
    expect(Object.values(SECRETS).filter((secret) => !text.includes(secret))).toEqual([]);
  });

  test.each([
    ['system', 'password', 'line\nbreak-in-it'],
    ['system', 'password', 73914455],
    ['system', 'password_hash', '$1$salt$hash-of-old-kind'],
    ['system', 'ssh_authorized_keys', ['-----BEGIN OPENSSH PRIVATE KEY----- b3BlbnNz']],
    ['controller', 'auth_key', 'key-too-short'],
    ['agent', 'install_code', '73915'],
    ['agent', 'install_code', 73.91],
  ])('stay out of the problem about themselves: %s.%s %j', (section, key, value) => {
    const found = SOURCES.find((data) => pathsIn(data).some(([first]) => first === section));
    const read = checkDocument(replaced(found, [section, key], value));
    const problems = 'problems' in read ? read.problems : [];
    expect(problems.filter(({ path }) => path.startsWith(`${section}.${key}`)).length).toBeGreaterThan(0);
    const written = Array.isArray(value) ? String(value[0]) : String(value);
    expect(JSON.stringify(problems)).not.toContain(JSON.stringify(written).slice(1, -1));
  });

  test('stay out of every problem when something else in the file is wrong', () => {
    const secrets = Object.values(SECRETS);
    const broken = fc
      .constantFrom(...SOURCES)
      .chain((data) =>
        fc.tuple(fc.constant(data), fc.constantFrom(...pathsIn(data)), fc.oneof(scalar, document)),
      )
      .map(([data, path, value]) => stringify(replaced(data, path, value)));
    fc.assert(
      fc.property(broken, (text) => {
        const shown =
          JSON.stringify(readAnswers(text, 'f.yaml')) + linesOf(readAnswers(text, 'f.yaml')).join('\n');
        expect(secrets.filter((secret) => shown.includes(secret))).toEqual([]);
      }),
      { numRuns: 500 },
    );
  });

  test('stay out of syntax problems: each character of a good file replaced or left out', () => {
    const secrets = Object.values(SECRETS);
    const damaged = fc
      .tuple(
        fc.constantFrom(...SOURCES.map((data) => stringify(data))),
        fc.nat(2000),
        fc.constantFrom('', ' ', '\t', '"', '[', '\n', '*', '&', '!', '{'),
      )
      .filter(
        ([text, at]) =>
          at < text.length && !secrets.some((s) => Math.abs(text.indexOf(s) - at) < s.length + 3),
      )
      .map(([text, at, by]) => text.slice(0, at) + by + text.slice(at + 1));
    fc.assert(
      fc.property(damaged, (text) => {
        const shown = linesOf(readAnswers(text, 'f.yaml')).join('\n');
        expect(secrets.filter((secret) => shown.includes(secret))).toEqual([]);
      }),
      { numRuns: 500 },
    );
  });
});
