import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { readAnswers } from '../../src/installer/answer-file.ts';
import { fleetJsonSchema } from '../../src/installer/fleet/json-schema.ts';
import { fleetPage, fleetRows } from '../../src/installer/fleet/reference.ts';
import { answersJsonSchema } from '../../src/installer/json-schema.ts';
import { referencePage, referenceRows } from '../../src/installer/reference.ts';
import { samplesOf } from './answer-folders.ts';

const root = new URL('../../', import.meta.url);
const fileText = (path: string) => readFileSync(new URL(path, root), 'utf8');
const schema = answersJsonSchema();
const example = fileText('docs/answers.example.yaml');
const rows = referenceRows(schema);

describe('made files are current (npm run docs)', () => {
  test('schemas/answers.schema.json', () => {
    expect(fileText('schemas/answers.schema.json')).toBe(`${JSON.stringify(schema, null, 2)}\n`);
  });

  test('docs/answer-file.md', () => {
    expect(fileText('docs/answer-file.md')).toBe(referencePage(schema, example));
  });
});

describe('the fleet file', () => {
  const fleet = fileText('docs/fleet.example.yaml');
  const check = new Ajv2020({ allowUnionTypes: true, strictTypes: false }).compile(fleetJsonSchema());

  test('schema and page are current', () => {
    expect(fileText('schemas/fleet.schema.json')).toBe(`${JSON.stringify(fleetJsonSchema(), null, 2)}\n`);
    expect(fileText('docs/fleet.md')).toBe(fleetPage(fleet));
  });

  test('has a row for every key of its own, each described', () => {
    expect(fleetRows().map(({ path }) => path)).toEqual(
      expect.arrayContaining([
        'fleet',
        'nodes.NAME.match.uuid',
        'defaults.network.prefix',
        'nodes.NAME.memory',
      ]),
    );
    expect(fleetRows().filter(({ example: shown }) => shown === '')).toEqual([]);
  });

  test('the schema takes the example, and parts of an answer file that are not whole', () => {
    expect(check(parse(fleet)), JSON.stringify(check.errors)).toBe(true);
    const more = { defaults: { disk: { data: {} } }, nodes: { a1: null, a2: { network: { mtu: null } } } };
    expect(check({ version: 1, fleet: 'f', ...more })).toBe(true);
  });

  test.each([
    { nodes: { a1: { adress: '10.0.0.1' } } },
    { nodes: { a1: { network: { mtu: 'big' } } } },
    { nodes: { a1: { match: { macc: 'x' } } } },
    { nodes: { a_1: {} } },
    { nodes: { a1: {} }, defaults: { role: 'king' } },
  ])('the schema refuses %j', (part) => {
    expect(check({ version: 1, fleet: 'f', ...part })).toBe(false);
  });
});

describe('reference', () => {
  test('has a row for every key', () => {
    expect(rows.length).toBeGreaterThan(100);
    expect(rows.map(({ path }) => path)).toEqual(
      expect.arrayContaining([
        'controller.ha.virtual_ip',
        'network.bond.members[].mac',
        'platform.services.etcd.on',
      ]),
    );
  });

  test.each(rows)('$path is described, with an example', ({ description, example: shown }) => {
    expect(description).toMatch(/^\S.*[^,;]$/);
    expect(shown).toMatch(/^`.+`$/s);
  });

  test('the example is a good file and shows every key that is supported outside of roles and needs no person', () => {
    expect(readAnswers(example, 'example')).toMatchObject({ warnings: [] });
    const shown = new Set(example.match(/[a-z_]+(?=:)/g));
    const asked = rows.filter(({ path }) => /^(controller|agent|system|network|install)\.\w+$/.test(path));
    const later = /\.(registry|vlan|bond|image|preflight|preflight_wait|interactive|report)$/;
    const missing = asked.filter(({ path }) => !later.test(path) && !shown.has(path.replace(/^.*\./, '')));
    expect(missing.map(({ path }) => path).filter((path) => path !== 'system.password_hash')).toEqual([]);
  });
});

describe('JSON Schema', () => {
  const validate = new Ajv2020({
    allowUnionTypes: true,
    strict: true,
    strictTypes: false,
    strictRequired: false,
  }).compile(schema);

  test.each(samplesOf('answers'))('$name fits', ({ text }) => {
    expect(validate(parse(text)), JSON.stringify(validate.errors)).toBe(true);
  });

  test.each([
    'key-unknown',
    'port-out-of-range',
    'cluster-size-even',
    'type-wrong',
    'selector-empty',
    'password-missing',
    'interface-keys',
    'role-section-of-other',
    'hash-bad',
  ])('%s does not fit', (name) => {
    const found = samplesOf('answers-rejected').find((one) => one.name === `${name}.yaml`);
    expect(validate(parse(found?.text ?? ''))).toBe(false);
  });
});
