import { expect, test } from 'vitest';
import { extensionProblems, extensionsFor } from '../../src/installer/node-extensions.ts';
import { makePlan } from '../../src/installer/plan.ts';
import { problemLine } from '../../src/problem.ts';
import { recordedMachine } from '../machines.ts';
import { controller, planOf, resolved } from './plans.ts';

const SUM = 'a'.repeat(64);

/** The recorded machine with a medium that carries these extensions. */
function mediumWith(...names: readonly string[]) {
  const inventory = recordedMachine('virtio-vm');
  const { medium } = inventory;
  if (!medium?.manifest) throw new Error('a machine without a medium');
  const listed = (name: string) => ({ name, bytes: 1000, sha256: SUM });
  const files = names.flatMap((name) =>
    ['raw', 'verity', 'roothash'].map((kind) => listed(`extensions/${name}.${kind}`)),
  );
  const manifest = {
    ...medium.manifest,
    files: [...medium.manifest.files, ...files],
    extensions: [
      ...medium.manifest.extensions,
      ...names.map((name) => ({ ...listed(name), root_hash: SUM })),
    ],
  };
  return { ...inventory, medium: { ...medium, manifest } };
}

/** Answers of one node of three that runs etcd's neighbours: ZooKeeper on all of them, GlusterFS on two. */
const platform = (services: object) =>
  resolved(
    {
      role: 'platform',
      platform: {
        nodes: ['node1', 'node2', 'node3'].map((name, at) => ({ name, address: `192.168.122.${171 + at}` })),
        services,
      },
    },
    { serial: 'target' },
    { name: 'enp1s0' },
  );

const copied = (plan: unknown) =>
  [
    ...new Set(
      [...JSON.stringify(plan).matchAll(/var\/lib\/extensions\/([\w-]+\.\w+)/g)].map(([, file]) => file),
    ),
  ].sort();

const filesOf = (...names: readonly string[]) =>
  names.flatMap((name) => ['raw', 'roothash', 'verity'].map((kind) => `${name}.${kind}`));

test('a node gets the extensions of its services, hash trees and all; they are read and compared', async () => {
  const answers = await platform({ zookeeper: {} });
  const plan = planOf(makePlan(answers, mediumWith('glusterfs', 'zookeeper')));
  expect(copied(plan.steps)).toEqual(filesOf('cos-tools', 'zookeeper'));
  const read = JSON.stringify(plan.steps.find(({ id }) => id === 'check-medium'));
  expect(read).toContain('/extensions/zookeeper.verity');
  expect(read).not.toContain('/extensions/glusterfs');
  const back = plan.steps.find(({ id }) => id === 'verify-files');
  expect(copied(back)).toEqual(filesOf('cos-tools', 'zookeeper'));
});

test('no other role gets them, though the medium has them', async () => {
  const answers = await resolved(controller, { serial: 'target' }, { name: 'enp1s0' });
  const plan = planOf(makePlan(answers, mediumWith('glusterfs', 'zookeeper')));
  expect(copied(plan.steps)).toEqual(filesOf('cos-tools'));
});

test('a medium without an extension that a service needs is no medium for this node', async () => {
  const volumes = [{ name: 'v', kind: 'distributed', nodes: ['node1', 'node2'] }];
  const { answers } = await platform({ zookeeper: {}, glusterfs: { volumes } });
  expect(extensionsFor(answers)).toEqual(['cos-tools', 'glusterfs', 'zookeeper']);
  const inventory = mediumWith('zookeeper');
  const planned = makePlan(await platform({ zookeeper: {}, glusterfs: { volumes } }), inventory);
  const told = 'problems' in planned ? planned.problems.map((one) => problemLine(one)) : [];
  expect(told).toEqual([
    'medium: this medium has no extension glusterfs, which a service of the answers needs; use one made by `make iso` [E417]',
  ]);
  const { manifest } = mediumWith('glusterfs', 'zookeeper').medium;
  expect(extensionProblems(answers, manifest)).toEqual([]);
});
