import { expect, test } from 'vitest';
import { CommandFailed, type Machine } from '../../../src/machine.ts';
import { readNotes } from '../../../src/node/note.ts';
import { glusterHealth } from '../../../src/node/platform/gluster/health.ts';
import { setUp } from '../../../src/node/platform/gluster/setup.ts';
import { zookeeperHealth } from '../../../src/node/platform/zookeeper-health.ts';
import { cluster, emptyPool, nodeOf } from './pool.ts';

const here = (name: string) => ({ cluster, self: { name, address: '172.0.0.1', device: 'eno1' } });

/** Servers of ZooKeeper by their addresses: what each answers to `srvr`; those that are not named do not. */
function servers(answers: Readonly<Record<string, string>>): Machine {
  const run: Machine['run'] = async (argv) => {
    const stdout = answers[argv[2] ?? ''];
    if (argv[0] === 'cos-zk' && stdout !== undefined) return { stdout, stderr: '' };
    throw new CommandFailed(argv, 1, '', '', 'exit code 1');
  };
  return { ...nodeOf(emptyPool()), run };
}

const VERSION = 'Zookeeper version: 3.9.3\n';
const IDLE = 'This ZooKeeper instance is not currently serving requests\n';

test.each([
  [
    'all serve',
    { '172.0.0.1': `${VERSION}Mode: leader\n`, '172.0.0.2': VERSION, '172.0.0.3': VERSION },
    { state: 'ok', text: 'leader; 3 of 3 servers answer' },
  ],
  [
    'one is away',
    { '172.0.0.1': `${VERSION}Mode: follower\n`, '172.0.0.2': VERSION },
    { state: 'ok', text: 'follower; 2 of 3 servers answer, agent2 not' },
  ],
  [
    'no majority',
    { '172.0.0.1': IDLE },
    { state: 'waiting', text: 'not serving: 1 of 3 servers answer, agent1, agent2 not' },
  ],
])('ZooKeeper: %s', async (_, answers, note) => {
  const machine = servers(answers);
  await zookeeperHealth(machine, here('master1'));
  expect(await readNotes(machine)).toMatchObject([{ thing: 'zookeeper', ...note }]);
});

test('a node without ZooKeeper says nothing of it', async () => {
  const machine = servers({});
  await zookeeperHealth(machine, here('agent3'));
  expect(await readNotes(machine)).toEqual([]);
});

test('GlusterFS: volumes that are not there yet, then who is away', async () => {
  const pool = emptyPool();
  const machine = nodeOf(pool);
  const said = async (name: string) => {
    await glusterHealth(machine, here(name));
    return (await readNotes(machine))[0];
  };
  expect(await said('master1')).toBeUndefined();
  const text =
    'volume replica_volume, hash_volume is not started yet, master1 creates it; 1 of 4 nodes connected, master1, agent2, agent3 not';
  expect(await said('agent1')).toMatchObject({ thing: 'glusterfs', state: 'waiting', text });
  const around = { machine, cluster, self: 'master1', pause: async () => {}, elapsed: () => 0 };
  await setUp({ ...around, print: () => {}, deadlineSeconds: 60 });
  pool.peers.set('agent3', 'Peer in Cluster (Disconnected)');
  expect(await said('master1')).toMatchObject({
    state: 'ok',
    text: 'started: replica_volume, hash_volume; 3 of 4 nodes connected, agent3 not',
  });
});
