import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { editedYaml } from '../../src/installer/edited-yaml.ts';
import { yamlText } from '../../src/secret-yaml.ts';

const FILE = `# Rack 7
version: 1
role: controller   # the first one
controller: { http_port: 80 }
system:
  hostname: node1   # as in the DNS
  # one key per person
  ssh_authorized_keys:
    - ssh-ed25519 AAA ann  # on call
    - ssh-ed25519 BBB bob
    # has left soon
    - ssh-ed25519 CCC eve

# The network of rack 7
network:
  address: '192.168.122.170/24'
  gateway:
  dns: [192.168.122.1]
  # ask before changing
install: { wipe: target }   # yes, really
# end
`;

type Change = (document: Record<string, Record<string, unknown>>) => void;

/** The lines that differ: `- ` taken away, `+ ` put in. */
function difference(after: string): string[] {
  const [old, now] = [FILE.split('\n'), after.split('\n')];
  return [
    ...old.filter((line) => !now.includes(line)).map((line) => `- ${line}`),
    ...now.filter((line) => !old.includes(line)).map((line) => `+ ${line}`),
  ];
}

describe('a change touches its own line', () => {
  test.each<[string, Change, string[]]>([
    [
      'a text',
      ({ system }) => Object.assign(system ?? {}, { hostname: 'node2' }),
      ['-   hostname: node1   # as in the DNS', '+   hostname: node2   # as in the DNS'],
    ],
    [
      'a number in braces',
      ({ controller }) => Object.assign(controller ?? {}, { http_port: 8080 }),
      ['- controller: { http_port: 80 }', '+ controller: { http_port: 8080 }'],
    ],
    [
      'a list in brackets',
      ({ network }) => Object.assign(network ?? {}, { dns: ['192.168.122.1', '10.0.0.1'] }),
      ['-   dns: [192.168.122.1]', '+   dns: ["192.168.122.1", "10.0.0.1"]'],
    ],
    [
      'an empty value',
      ({ network }) => Object.assign(network ?? {}, { gateway: '192.168.122.1' }),
      ['-   gateway:', '+   gateway: "192.168.122.1"'],
    ],
    [
      'a text where a list may stand',
      ({ network }) => Object.assign(network ?? {}, { address: ['10.0.0.2/24', 'fd00::2/64'] }),
      ["-   address: '192.168.122.170/24'", '+   address: [ 10.0.0.2/24, fd00::2/64 ]'],
    ],
    [
      'a text that YAML would misread',
      ({ system }) => Object.assign(system ?? {}, { hostname: '0070' }),
      ['-   hostname: node1   # as in the DNS', '+   hostname: "0070"   # as in the DNS'],
    ],
    ['a new key of a group', ({ network }) => Object.assign(network ?? {}, { mtu: 9000 }), ['+   mtu: 9000']],
    [
      'a new key in braces',
      ({ install }) => Object.assign(install ?? {}, { on_success: 'stay' }),
      [
        '- install: { wipe: target }   # yes, really',
        '+ install: { wipe: target, on_success: stay }   # yes, really',
      ],
    ],
    [
      'a new section',
      (all) => Object.assign(all, { disk: { target: { serial: 'S4' } } }),
      ['+ disk:', '+   target:', '+     serial: S4'],
    ],
    ['a key that goes', ({ network }) => delete network?.dns, ['-   dns: [192.168.122.1]']],
    ['a section that goes', (all) => delete all.controller, ['- controller: { http_port: 80 }']],
  ])('%s', (_, change, lines) => {
    const document = parse(FILE);
    change(document);
    const edited = editedYaml(FILE, document);
    expect(parse(edited ?? '')).toEqual(document);
    expect(difference(edited ?? '')).toEqual(lines);
  });

  test.each([
    [['ann', 'bob', 'eve', 'joe'], ['+     - ssh-ed25519 DDD joe']],
    [['joe', 'ann', 'bob', 'eve'], ['+     - ssh-ed25519 DDD joe']],
    [['bob', 'eve'], ['-     - ssh-ed25519 AAA ann  # on call']],
    [['ann', 'eve'], ['-     - ssh-ed25519 BBB bob']],
    [
      ['ann', 'joe', 'eve'],
      ['-     - ssh-ed25519 BBB bob', '+     - ssh-ed25519 DDD joe'],
    ],
    [['ann', 'bob'], ['-     - ssh-ed25519 CCC eve']],
  ])('the people of a list: %j', (people, lines) => {
    const document = parse(FILE);
    const letters: Record<string, string> = { ann: 'AAA', bob: 'BBB', eve: 'CCC', joe: 'DDD' };
    document.system.ssh_authorized_keys = people.map((name) => `ssh-ed25519 ${letters[name]} ${name}`);
    const edited = editedYaml(FILE, document);
    expect(parse(edited ?? '')).toEqual(document);
    expect(difference(edited ?? '')).toEqual(lines);
  });
});

test('nothing to change: not a byte', () => {
  expect(editedYaml(FILE, parse(FILE))).toBe(FILE);
});

test('the last line may be unfinished', () => {
  expect(editedYaml('a: 1', { a: 1, b: { c: 2 } })).toBe('a: 1\nb:\n  c: 2\n');
});

test('where a value is said by an alias there is no small change', () => {
  expect(editedYaml('a: &x 1\nb: *x\n', { a: 2, b: 1 })).toBeUndefined();
});

const scalar = fc.oneof(fc.string({ unit: 'binary-ascii', maxLength: 6 }), fc.integer(), fc.boolean());
const key = fc.constantFrom('a', 'b', 'c', 'd');
const data = fc.letrec((tie) => ({
  value: fc.oneof({ maxDepth: 3 }, scalar, fc.array(scalar, { maxLength: 4 }), tie('group')),
  group: fc.dictionary(key, tie('value'), { maxKeys: 4, noNullPrototype: true }),
})).group;

test.each([
  ['in lines', (value: unknown) => yamlText(value)],
  ['in brackets', (value: unknown) => JSON.stringify(value, null, 1)],
])('whatever is changed in a file %s, the text says it, or is given up', (_, written) => {
  let kept = 0;
  fc.assert(
    fc.property(data, data, (before, after) => {
      const edited = editedYaml(`# c\n${written(before)}`, after);
      if (edited === undefined) return;
      kept += 1;
      expect(parse(edited)).toEqual(after);
      expect(edited).toMatch(/^# c\n/);
    }),
    { numRuns: 300 },
  );
  expect(kept).toBeGreaterThan(250);
});
