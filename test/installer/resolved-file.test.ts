import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { answerFileSchema } from '../../src/installer/answers.ts';
import { answersHash } from '../../src/installer/resolved.ts';
import { readResolved, writeResolved } from '../../src/installer/resolved-file.ts';
import { writtenAnswers } from '../../src/installer/write-answers.ts';
import { secretYaml } from '../../src/secret-yaml.ts';
import { answersOf, PASSWORD_HASH, resolvedSample, SAMPLES } from '../cloud-config/samples.ts';

/** Everything a value holds, secrets included. */
const revealed = (value: unknown) => secretYaml(value).reveal();

test.each(SAMPLES)('%s: the resolved file reads back the same', async (sample) => {
  const resolved = await resolvedSample(sample);
  const file = writeResolved(resolved);
  const again = readResolved(file.reveal());
  expect(writeResolved(again).reveal()).toBe(file.reveal());
  expect(revealed(again)).toBe(revealed(resolved));
  expect(answersHash(again.answers)).toBe(answersHash(resolved.answers));
});

test('a file with another value in it is refused', async () => {
  const text = writeResolved(await resolvedSample('agent-bridge')).reveal();
  expect(() => readResolved(text.replace(/disk_guid: \S+/, 'disk_guid: /dev/sda'))).toThrow('disk_guid');
  expect(() => readResolved(`${text}extra: 1\n`)).toThrow('extra');
});

test('its masked text holds no secret', async () => {
  const file = writeResolved(await resolvedSample('agent-bridge'));
  const shown = String(file);
  for (const secret of [PASSWORD_HASH, '8070']) {
    expect(file.reveal()).toContain(secret);
    expect(shown).not.toContain(secret);
  }
  expect(shown).not.toMatch(/auth_key: [A-Za-z0-9]/);
});

test.each([
  [{ size: '>=100G' }],
  [{ size: '<=2T' }],
  [{ size: '100G-2T' }],
  [{ size: '480G' }],
  [{ serial: 'S4EV*', size: '12345' }],
])('a selector %j is written as the schema reads it', (target) => {
  const answers = answerFileSchema.parse({
    version: 1,
    role: 'agent',
    agent: { controllers: 'a.example.com:80', install_code: '1234' },
    system: { hostname: 'a', password: 'secret' },
    network: { interface: { name: 'eno1' }, address: ['10.0.0.1/8', '2001:db8::1/64'] },
    disk: { target, data: { select: target } },
    install: { preflight_wait: '99999min', kernel_args: ['quiet'] },
  });
  const written = secretYaml(writtenAnswers(answers)).reveal();
  expect(revealed(answerFileSchema.parse(parse(written)))).toBe(revealed(answers));
});

test('settings of the installation that are as by default are not written', () => {
  expect(writtenAnswers(answersOf('agent-bridge')).install).toEqual({ wipe: 'target' });
});
