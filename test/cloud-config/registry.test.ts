import { expect, test } from 'vitest';
import { nodeConfigOf } from '../../src/cloud-config/node-config.ts';
import { INST_OPTS_PATH } from '../../src/roles/inst-opts.ts';
import { CARDS, resolvedSample, type Sample } from './samples.ts';

async function nodeWith(sample: Sample, controller: object) {
  const { answers, drawn } = await resolvedSample(sample);
  if (answers.role !== 'controller') throw new Error(`${sample} is no controller`);
  const changed = { ...answers, controller: { ...answers.controller, ...controller } };
  const { files, units } = nodeConfigOf({ answers: changed, drawn }, CARDS);
  const instOpts = files.find(({ path }) => path === INST_OPTS_PATH)?.content;
  return {
    row: /COS_REGISTRY=(\w*)/.exec(`${instOpts}`)?.[1],
    mounts: units.map(({ name }) => name).filter((name) => name.includes('registry.mount')),
  };
}

test('it is there where it was answered', async () => {
  expect(await nodeWith('controller-static', { registry: true })).toEqual({ row: 'YES', mounts: [] });
  expect(await nodeWith('controller-static', {})).toEqual({ row: 'NO', mounts: [] });
});

test('with HA it is on the first controller alone', async () => {
  const [own, other] = ['192.168.122.170', '192.168.122.171'];
  const on = async (members: string[]) =>
    (await nodeWith('controller-ha', { registry: true, ha: { members } })).row;
  expect(await on([own, other])).toBe('YES');
  expect(await on([other, own])).toBe('NO');
});

test('images lie on the data disk where there is one', async () => {
  const { mounts } = await nodeWith('controller-data-xfs', { registry: true });
  expect(mounts).toEqual(['var-lib-docker\\x2dregistry.mount']);
  expect((await nodeWith('controller-data-xfs', {})).mounts).toEqual([]);
});
