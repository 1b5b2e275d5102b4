import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { Secret } from '../src/secret.ts';
import { secretYaml } from '../src/secret-yaml.ts';

test.each([
  'off',
  'on',
  'y',
  'no',
  'null',
  '~',
  '0644',
  '8070',
  '1:20',
  '12:30:45',
  '2001-01-01',
  '1e3',
  '1_000',
  '0x1f',
  '10.0.0.1',
  '52:54:00:00:00:01',
  '=',
  '<<',
  'a\tb',
  '',
  '.5',
  '1,000',
])('quotes %j, which one YAML parser or another takes for something else', (text) => {
  expect(secretYaml({ key: text }).reveal()).toBe(`key: ${JSON.stringify(text)}\n`);
});

test('leaves plain words plain and writes several lines as a block', () => {
  const value = { name: 'cos', path: '/etc/hosts', content: 'a\n\n  b\n', list: ['x'], absent: undefined };
  expect(secretYaml(value).reveal()).toBe(
    'name: cos\npath: /etc/hosts\ncontent: |\n  a\n\n    b\nlist:\n  - x\n',
  );
});

test('the masked text is the same document with stars for each secret', () => {
  const text = secretYaml(
    { code: new Secret('8070'), file: new Secret('A=1\nK=x\n', 'A=1\nK=***\n') },
    '#cloud-config\n',
  );
  expect(text.reveal()).toBe('#cloud-config\ncode: "8070"\nfile: |\n  A=1\n  K=x\n');
  expect(String(text)).toBe('#cloud-config\ncode: "******"\nfile: |\n  A=1\n  K=***\n');
});

test('every text comes back as it was, under YAML 1.1 and 1.2', () => {
  fc.assert(
    fc.property(
      fc.oneof(fc.string(), fc.string({ unit: 'binary' }), fc.lorem({ mode: 'sentences' })),
      (text) => {
        const written = secretYaml({ key: [text, { deep: text }] }).reveal();
        for (const version of ['1.1', '1.2'] as const) {
          expect(parse(written, { version })).toEqual({ key: [text, { deep: text }] });
        }
      },
    ),
  );
});
