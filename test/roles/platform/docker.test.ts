import { expect, test } from 'vitest';
import { platformConfig } from '../../../src/roles/platform-node.ts';
import { nodes, platformOf } from './examples.ts';

function fileOf(platform: Parameters<typeof platformConfig>[0], node: string, path: string) {
  return platformConfig(platform, node, 'eno1').files.find((file) => file.path === path)?.content;
}

test('every node trusts the registry in both spellings, and docker has only keys that it knows', () => {
  expect(JSON.parse(fileOf(platformOf('dc1'), 'agent3', '/etc/docker/daemon.json') ?? '')).toEqual({
    'data-root': '/mnt/docker-data',
    'storage-driver': 'overlay2',
    'insecure-registries': ['master1:5000', '172.0.0.1:5000'],
    'log-driver': 'journald',
    'live-restore': true,
  });
});

test('docker is where the answers say, and nowhere else', () => {
  const platform = nodes(2, { docker: { on: ['a2'] } });
  expect(fileOf(platform, 'a1', '/etc/docker/daemon.json')).toBeUndefined();
  const unitsOf = (node: string) => platformConfig(platform, node, 'eno1').units.map(({ name }) => name);
  expect(unitsOf('a1')).toEqual(['cos-host-ip.service']);
  expect(JSON.parse(fileOf(platform, 'a2', '/etc/docker/daemon.json') ?? '')).not.toHaveProperty(
    'insecure-registries',
  );
  expect(unitsOf('a2')).toEqual(['cos-host-ip.service', 'cos-images.service', 'docker.service']);
});

test('names are those of the nodes; no name of a node is a loopback address', () => {
  expect(fileOf(platformOf('dc1'), 'agent1', '/etc/hosts')).toBe(
    `127.0.0.1 localhost
::1 localhost ip6-localhost ip6-loopback
172.0.0.1 master1
172.0.0.2 agent1
172.0.0.3 agent2
172.0.0.4 agent3
`,
  );
  expect(fileOf(platformOf('dc1'), 'agent1', '/etc/cos/node.env')).toBe(
    `COS_CLUSTER=dc1
COS_NODE_NAME=agent1
COS_NODE_IP=172.0.0.2
COS_NODE_ADDRESS=static
COS_NODE_POSITION=2
COS_NODE_DEVICE=eno1
`,
  );
});
