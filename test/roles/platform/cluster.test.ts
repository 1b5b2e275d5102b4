import { describe, expect, test } from 'vitest';
import {
  addresses,
  clusterSchema,
  etcdUrls,
  isFirst,
  members,
  position,
  quorum,
  runsOn,
  zkUrl,
} from '../../../src/roles/platform/cluster.ts';
import { clusterOf } from '../../../src/roles/platform/cluster-of.ts';
import { nodes, platformOf } from './examples.ts';

describe('who runs what, where the answers do not say', () => {
  test('three of five, and of two the first', () => {
    for (const service of ['etcd', 'zookeeper'] as const) {
      expect(members(clusterOf(nodes(5, { [service]: {} })), service)).toEqual(['a1', 'a2', 'a3']);
      expect(members(clusterOf(nodes(2, { [service]: {} })), service)).toEqual(['a1']);
    }
  });

  test('masters are with ZooKeeper, or three where that is elsewhere; Marathon is with them', () => {
    const services = { mesos_master: {}, marathon: {}, marathon_lb: {} };
    const with2 = clusterOf(nodes(5, { ...services, zookeeper: { on: ['a4', 'a2', 'a5'] } }));
    expect(members(with2, 'marathon')).toEqual(['a4', 'a2', 'a5']);
    expect(members(with2, 'marathon_lb')).toEqual(['a4']);
    const outside = clusterOf(nodes(5, { ...services, zookeeper: { external: ['z:2181'] } }));
    expect(members(outside, 'zookeeper')).toEqual([]);
    expect(members(outside, 'marathon')).toEqual(['a1', 'a2', 'a3']);
  });

  test('calico is where Docker is; the rest on all, or on the first', () => {
    const all = {
      docker: { on: ['a2', 'a3'] },
      calico: {},
      registry: {},
      mesos_agent: {},
      overlord: { versions: {} },
    };
    const cluster = clusterOf(nodes(3, all, { containers: [{ name: 'x', image: 'x:1' }] }));
    expect(members(cluster, 'calico')).toEqual(['a2', 'a3']);
    expect(members(cluster, 'registry')).toEqual(['a1']);
    expect(members(cluster, 'overlord')).toEqual(['a1']);
    expect(members(cluster, 'mesos_agent')).toEqual(['a1', 'a2', 'a3']);
    expect(cluster.containers[0]?.on).toEqual(['a1', 'a2', 'a3']);
  });

  test('a volume has three copies where it can; whoever mounts it is in the pool, in the order of the nodes', () => {
    const volumes = [
      { name: 'v', kind: 'replicated', nodes: ['a3', 'a2', 'a4'], mount: { on: ['a1'], at: '/mnt/v' } },
      { name: 'w', kind: 'replicated', nodes: ['a2', 'a3'], path: '/bricks/w' },
    ];
    const { services } = clusterOf(nodes(4, { glusterfs: { volumes } }));
    expect(services.glusterfs?.on).toEqual(['a1', 'a2', 'a3', 'a4']);
    expect(services.glusterfs?.volumes).toMatchObject([
      { replica: 3, path: '/data/v', nodes: ['a3', 'a2', 'a4'] },
      { replica: 2, path: '/bricks/w' },
    ]);
  });
});

test('the data centre: numbers, URLs and the one that does what is done once', () => {
  const cluster = clusterOf(platformOf('dc1'));
  expect(position(cluster, 'zookeeper', { name: 'agent2' })).toBe(3);
  expect(position(cluster, 'zookeeper', { name: 'agent3' })).toBe(0);
  expect(runsOn(cluster, 'zookeeper', { name: 'agent3' })).toBe(false);
  expect(isFirst(cluster, 'glusterfs', { name: 'master1' })).toBe(true);
  expect(isFirst(cluster, 'glusterfs', { name: 'agent1' })).toBe(false);
  expect(zkUrl(cluster, 'mesos')).toBe('zk://172.0.0.1:2181,172.0.0.2:2181,172.0.0.3:2181/mesos');
  expect(etcdUrls(cluster)).toHaveLength(4);
  expect(addresses(cluster, 'mesos_master')).toEqual(['172.0.0.1']);
  expect([1, 2, 3, 4, 5].map(quorum)).toEqual([1, 2, 2, 3, 3]);
});

test('what exists elsewhere is used as it is written', () => {
  const external = { zookeeper: { external: ['z1:2181', 'z2:2181'] }, etcd: { external: ['http://e:2379'] } };
  const cluster = clusterOf(nodes(3, external));
  expect(zkUrl(cluster, 'marathon')).toBe('zk://z1:2181,z2:2181/marathon');
  expect(etcdUrls(cluster)).toEqual(['http://e:2379']);
  expect(members(cluster, 'etcd')).toEqual([]);
});

test('cluster.json is read again as it was written', () => {
  const cluster = clusterOf(platformOf('dc1'));
  expect(clusterSchema.parse(JSON.parse(JSON.stringify(cluster)))).toEqual(cluster);
});
