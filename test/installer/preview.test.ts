import { expect, test } from 'vitest';
import { checkDocument } from '../../src/installer/check-document.ts';
import { describePlan } from '../../src/installer/describe.ts';
import { makePlan } from '../../src/installer/plan.ts';
import { previewInstall } from '../../src/installer/preview.ts';
import { resolveAnswers } from '../../src/installer/resolved.ts';
import { fixedRandom } from '../fixed-random.ts';
import { recordedMachine } from '../machines.ts';
import { recordingMachine } from '../recording-machine.ts';

const HASH = `$6$saltsalt$${'h'.repeat(86)}`;
const PLAIN = 'open sesame 42';
const CODE = '8071';

const file = {
  version: 1,
  role: 'agent',
  agent: { controllers: ['192.168.122.170:80'], install_code: CODE },
  system: { hostname: 'node1', password: PLAIN },
  network: { interface: { name: 'enp1s0' }, address: '192.168.122.171/24', gateway: '192.168.122.1' },
  disk: { target: { serial: 'target' } },
};

const inventory = recordedMachine('virtio-vm');
const world = () => ({
  inventory,
  machine: recordingMachine({ outputs: { openssl: HASH } }),
  random: fixedRandom(),
});

test('the words of a preview are those of the plan that is carried out', async () => {
  const { preview, ready } = await previewInstall(file, world());
  const checked = checkDocument(file);
  if (!('answers' in checked)) throw new Error('bad sample');
  const { machine, random } = world();
  const planned = makePlan(await resolveAnswers(checked.answers, { machine, random }), inventory);
  if (!('plan' in planned) || !ready) throw new Error('no plan');
  expect(ready.plan).toEqual(planned.plan);
  expect(preview.plan).toEqual(describePlan(planned.plan));
  expect(preview.destroys).toEqual([
    {
      device: '/dev/vda',
      sentence: expect.stringContaining('All data on /dev/vda (21.5 GB, serial target)'),
    },
  ]);
  expect(preview.user_data[0]).toBe('#cloud-config');
});

test('warnings of the file and of the machine are in it, secrets are not', async () => {
  const { preview } = await previewInstall(file, world());
  const codes = preview.problems.map(({ code, severity }) => `${severity} ${code}`);
  expect(codes).toContain('warning machine.little-memory');
  const text = JSON.stringify(preview);
  for (const secret of [PLAIN, HASH, HASH.slice(-20)]) expect(text).not.toContain(secret);
  expect(preview.user_data.join('\n')).not.toMatch(new RegExp(`\\b${CODE}\\b`));
  expect(text).toContain('******');
});

test('errors leave the rest empty, and nothing is run', async () => {
  const empty = { destroys: [], plan: [], user_data: [] };
  for (const [document, code] of [
    [{ ...file, disk: { target: { serial: 'nobody' } } }, 'disk.none-matches'],
    [{ ...file, disk: {} }, 'answers.missing'],
  ] as const) {
    const around = world();
    const { preview, ready } = await previewInstall(document, around);
    expect(preview).toMatchObject(empty);
    expect(preview.problems.map((problem) => problem.code)).toContain(code);
    expect({ ready, done: around.machine.done }).toEqual({ ready: undefined, done: [] });
  }
});

test('at a desk the document alone is judged', async () => {
  const around = { ...world(), inventory: undefined };
  expect(await previewInstall(file, around)).toEqual({
    preview: { problems: [], destroys: [], plan: [], user_data: [] },
  });
  expect(around.machine.done).toEqual([]);
});
