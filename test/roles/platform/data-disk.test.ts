import { expect, test } from 'vitest';
import { dataPlaces } from '../../../src/roles/platform/data-disk.ts';
import { nodes, platformOf } from './examples.ts';

test.each([
  ['Docker alone', nodes(1, { docker: {} }), 'a1', '/var/lib/docker'],
  ['Docker with a place of its own', nodes(1, { docker: { data_root: '/srv/docker' } }), 'a1', '/srv/docker'],
  ['the registry alone', nodes(1, { registry: {} }), 'a1', '/var/lib/docker-registry'],
  ['overlord', nodes(1, { docker: {}, overlord: { versions: {} } }), 'a1', '/data'],
  ['bricks below /data', platformOf('dc1'), 'agent1', '/data'],
  ['nothing of these', nodes(2, { etcd: {} }), 'a2', '/data'],
])('%s: where a data disk is mounted', (_, platform, name, mount) => {
  expect(dataPlaces(platform, name).mount).toBe(mount);
});

test('what lies on it: of Docker and the registry, on nodes that have them', () => {
  expect(dataPlaces(platformOf('dc1'), 'master1')).toMatchObject({
    docker: '/mnt/docker-data',
    registry: '/opt/data/registry',
  });
  expect(dataPlaces(platformOf('dc1'), 'agent1').registry).toBeUndefined();
});
