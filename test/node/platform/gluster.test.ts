import { expect, test } from 'vitest';
import { readNotes } from '../../../src/node/note.ts';
import { setUp } from '../../../src/node/platform/gluster/setup.ts';
import { waitFor } from '../../../src/node/platform/gluster/wait.ts';
import { cluster, emptyPool, nodeOf, type Pool } from './pool.ts';

/** Runs the step until it ends; `turns` is what happens between its looks, and time passes a minute a turn. */
async function run(pool: Pool, turns: readonly (() => void)[] = [], self = 'master1') {
  const machine = nodeOf(pool);
  const lines: string[] = [];
  let turn = 0;
  const around = {
    machine,
    cluster,
    self,
    pause: async () => turns[turn++]?.(),
    elapsed: () => turn * 60,
    deadlineSeconds: 15 * 60,
  };
  const print = (line: string) => void lines.push(line);
  const failure = await setUp({ ...around, print }).catch((cause: unknown) => cause);
  return { lines, failure, around, note: (await readNotes(machine))[0], turns: turn };
}

test('peers, then volumes, each created and started once; the second run changes nothing', async () => {
  const pool = emptyPool();
  expect(await run(pool)).toMatchObject({ failure: undefined, note: { thing: 'glusterfs', state: 'ok' } });
  const create = (name: string, bricks: string) => `volume create ${name} ${bricks}`;
  const hash = 'master1:/data/hash agent1:/data/hash agent2:/data/hash agent3:/data/hash';
  const repli = 'replica 2 master1:/data/repli agent1:/data/repli';
  expect(pool.changes).toEqual([
    ...['agent1', 'agent2', 'agent3'].map((name) => `peer probe ${name}`),
    create('replica_volume', repli),
    create('replica_volume', `${repli} force`),
    'volume start replica_volume',
    create('hash_volume', hash),
    create('hash_volume', `${hash} force`),
    'volume start hash_volume',
  ]);
  pool.changes.length = 0;
  expect((await run(pool)).lines).toEqual(['4 nodes in the pool; started: replica_volume, hash_volume']);
  expect(pool.changes).toEqual([]);
});

test('a node that comes late is waited for, and nothing is created before', async () => {
  const pool = emptyPool();
  pool.away.add('agent3');
  const quiet = () => expect(pool.volumes.size).toBe(0);
  const { lines, failure } = await run(pool, [quiet, quiet, () => pool.away.clear()]);
  expect(failure).toBeUndefined();
  expect(lines).toEqual([
    'volumes are not created yet: agent3 (172.0.0.4) does not answer on port 24007',
    '4 nodes in the pool; started: replica_volume, hash_volume',
  ]);
});

test('after the deadline it says who is missing, and leaves the rest to the next run', async () => {
  const pool = emptyPool();
  pool.away.add('agent3');
  const { failure, note, turns } = await run(pool);
  const text =
    'volumes are not created yet: agent3 (172.0.0.4) does not answer on port 24007; tried for 15 minutes, is tried again';
  expect(failure).toMatchObject({ message: text });
  expect(note).toMatchObject({ state: 'failed', text, do: 'journalctl -u cos-gluster-setup' });
  expect(turns).toBe(15);
});

test('a member that was installed anew is not taken for one that is away', async () => {
  const pool = emptyPool();
  pool.peers.set('agent1', 'Peer Rejected (Connected)');
  expect((await run(pool)).note?.text).toMatch(
    /agent1 \(172\.0\.0\.2\) does not take this node for a member/,
  );
});

test('a volume that was created and not started is started; one that cannot be created says why', async () => {
  const pool = emptyPool();
  pool.volumes.set('replica_volume', 'Created');
  await run(pool);
  expect(pool.volumes.get('replica_volume')).toBe('Started');
  expect(pool.changes).not.toContain('volume create replica_volume');
});

test('a mount waits for its volume, and says who creates it', async () => {
  const pool = emptyPool();
  const { around } = await run(pool, [], 'agent1');
  await waitFor('replica_volume', around);
  const late = { ...around, self: 'agent1', elapsed: () => 16 * 60 };
  pool.volumes.set('replica_volume', 'Created');
  await expect(waitFor('replica_volume', late)).rejects.toThrow(
    'volume replica_volume is not started; master1 creates it: see journalctl -u cos-gluster-setup on master1',
  );
});
