import { parseEnv } from 'node:util';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { realMachine } from '../../../src/machine.ts';
import { readNotes } from '../../../src/node/note.ts';
import { etcdHealth } from '../../../src/node/platform/etcd-health.ts';
import { clusterOf } from '../../../src/roles/platform/cluster-of.ts';
import type { PlatformAnswers } from '../../../src/roles/platform.ts';
import { platformSchema } from '../../../src/roles/platform.ts';
import { platformConfig } from '../../../src/roles/platform-node.ts';
import { client, etcds, WAIT } from '../../node/etcd/real-etcd.ts';
import { fileMachine } from '../../node/file-machine.ts';
import { nodes, platformOf } from './examples.ts';

function settingsOf(platform: PlatformAnswers, node: string): Record<string, string> | undefined {
  const file = platformConfig(platform, node, 'eno1').files.find(({ path }) => path === '/etc/default/etcd');
  return (
    file &&
    Object.fromEntries(Object.entries(parseEnv(file.content)).map(([key, value]) => [key, value ?? '']))
  );
}

test('the second member of four, with the port and the interface of old times', () => {
  expect(settingsOf(platformOf('dc1'), 'agent1')).toEqual({
    ETCD_NAME: 'agent1',
    ETCD_DATA_DIR: '/var/lib/etcd/default',
    ETCD_LISTEN_PEER_URLS: 'http://172.0.0.2:2380',
    ETCD_LISTEN_CLIENT_URLS:
      'http://172.0.0.2:2379,http://127.0.0.1:2379,http://172.0.0.2:4001,http://127.0.0.1:4001',
    ETCD_INITIAL_ADVERTISE_PEER_URLS: 'http://172.0.0.2:2380',
    ETCD_ADVERTISE_CLIENT_URLS: 'http://172.0.0.2:2379,http://172.0.0.2:4001',
    ETCD_INITIAL_CLUSTER:
      'master1=http://172.0.0.1:2380,agent1=http://172.0.0.2:2380,agent2=http://172.0.0.3:2380,agent3=http://172.0.0.4:2380',
    ETCD_INITIAL_CLUSTER_TOKEN: expect.stringMatching(/^dc1-[0-9a-f]{16}$/),
    ETCD_INITIAL_CLUSTER_STATE: 'new',
    ETCD_ENABLE_V2: 'true',
  });
});

test('no member, no settings; without calico and overlord no interface of version 2', () => {
  const platform = nodes(4, { etcd: {} });
  expect(settingsOf(platform, 'a4')).toBeUndefined();
  expect(settingsOf(platform, 'a1')).not.toHaveProperty('ETCD_ENABLE_V2');
});

let servers: ReturnType<typeof etcds>;
beforeEach(() => {
  servers = etcds();
});
afterEach(() => servers.close());

const HOSTS = ['127.95.6.1', '127.95.6.2', '127.95.6.3'];

test('three real servers take their files and are one cluster; the first alone is not ready', async () => {
  const platform = platformSchema.parse({
    nodes: HOSTS.map((address, at) => ({ name: `m${at + 1}`, address })),
    services: { etcd: {} },
  });
  for (const [at, host] of HOSTS.entries()) {
    const settings = settingsOf(platform, `m${at + 1}`) ?? {};
    // On one machine they cannot share its loopback address.
    servers.start(host, {
      ...settings,
      ETCD_DATA_DIR: servers.dataOf(host),
      ETCD_LISTEN_CLIENT_URLS: client(host),
      ETCD_ENABLE_V2: settings.ETCD_ENABLE_V2 ?? 'false',
    });
  }
  await Promise.all(HOSTS.map(servers.isUp));
  const [first = ''] = HOSTS;
  const reply = await fetch(`${client(first)}/v3/cluster/member/list`, { method: 'POST', body: '{}' });
  const names = Array.from((await reply.text()).matchAll(/"name":"(\w+)"/g), ([, name]) => name);
  expect(names.toSorted()).toEqual(['m1', 'm2', 'm3']);
  expect((await fetch(`${client(first)}/v2/keys/`)).status).toBe(404);

  const here = { cluster: clusterOf(platform), self: { name: 'm1', address: first, device: 'eno1' } };
  const noted = async () => {
    const machine = { ...fileMachine(), request: realMachine.request };
    await etcdHealth(machine, here);
    return (await readNotes(machine))[0];
  };
  expect(await noted()).toMatchObject({ state: 'ok', text: '3 of 3 members answer' });
  for (const host of HOSTS.slice(1)) await servers.kill(host);
  await vi.waitFor(
    async () =>
      expect(await noted()).toMatchObject({ state: 'waiting', text: 'waiting for 1 more of m2, m3' }),
    WAIT,
  );
});
