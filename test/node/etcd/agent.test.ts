import { type ChildProcess, spawn } from 'node:child_process';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { realMachine } from '../../../src/machine.ts';
import { startOfAgent } from '../../../src/node/etcd/agent.ts';
import { etcdAt } from '../../../src/node/etcd/client.ts';
import { readData } from '../../../src/node/etcd/data.ts';
import { DiscoveryAt } from '../../../src/node/etcd/discovery.ts';
import type { EtcdStart } from '../../../src/node/etcd/etcd-env.ts';
import { memberAt } from '../../../src/node/etcd/living.ts';
import type { Note } from '../../../src/node/note.ts';
import { pause } from '../../../src/pause.ts';
import { client, cluster, etcds, settings, WAIT } from './real-etcd.ts';

// find(1), mkdir(1) and rm(1) look after the folders of data.
vi.unmock('execa');

const C = '127.95.2.1';
const [A, B, D, E] = ['127.95.2.11', '127.95.2.12', '127.95.2.13', '127.95.2.14'] as const;
const URL_OF_C = `${client(C)}/v2/keys/discovery/hellocsphere`;

let servers: ReturnType<typeof etcds>;
let gateways: ChildProcess[];
beforeEach(() => {
  servers = etcds();
  gateways = [];
});
afterEach(async () => {
  for (const gateway of gateways) gateway.kill('SIGKILL');
  await servers.close();
});

async function controller(): Promise<void> {
  servers.start(C, { ETCD_INITIAL_CLUSTER: cluster([C]) });
  await servers.isUp(C);
  await new DiscoveryAt(realMachine, URL_OF_C).putSize(3);
}

const peerOf = (host: string, install = '') => ({ name: `n-${host}${install}`, address: host });

/** An agent that decides, as its unit would have it; `install` tells two installations of a machine apart. */
function agent(host: string, install = '') {
  const notes: Note[] = [];
  const stop = new AbortController();
  const say = async (note: Note) => {
    if (notes.at(-1)?.text !== note.text) notes.push(note);
  };
  const start = startOfAgent({
    machine: realMachine,
    own: peerOf(host, install),
    discoveries: [URL_OF_C],
    dataFolder: servers.dataOf(host),
    say,
    pause: async () => {
      await pause(0.2);
      stop.signal.throwIfAborted();
    },
  });
  start.catch(() => {});
  /** A reset of the machine while it waits. */
  const reset = async () => {
    stop.abort();
    await start.catch(() => {});
  };
  return { start, notes, reset };
}

/** Decides and starts; @returns what was decided. */
async function run(host: string, install = ''): Promise<EtcdStart> {
  const start = await agent(host, install).start;
  servers.start(host, settings(start, peerOf(host, install)));
  return start;
}

const waits = (notes: readonly Note[], text: string | RegExp) =>
  vi.waitFor(() => expect(notes.at(-1)?.text).toMatch(text), WAIT);
const membersAt = async (host: string) =>
  (await etcdAt(realMachine, [client(host)]).members()).map(({ peer_urls }) => peer_urls.join()).toSorted();
const three = [A, B, D].map((host) => `http://${host}:2380`);

/** A cluster of three, up. */
async function formed(): Promise<void> {
  await controller();
  await Promise.all([A, B, D].map((host) => run(host)));
  await Promise.all([A, B, D].map(servers.isUp));
}

test('three form a cluster, seen as it fills; resets of all sorts while they wait; a late fourth is a client', async () => {
  const early = agent(A);
  await waits(early.notes, 'no controller answers');
  await controller();
  await waits(early.notes, /^1 of 3 joined, waiting for 2 more \(joined: 127\.95\.2\.11\)$/);
  await early.reset();
  const again = agent(A);
  await waits(again.notes, /^1 of 3 joined/);
  const second = agent(B);
  await waits(second.notes, /^2 of 3 joined, waiting for 1 more/);

  await servers.kill(C);
  await waits(again.notes, 'no controller answers');
  servers.start(C, {});
  await waits(again.notes, /^2 of 3/);

  const starts = await Promise.all([again.start, second.start, agent(D).start]);
  expect(starts.map((start) => 'state' in start && start.state)).toEqual(['new', 'new', 'new']);
  // One is reset between its decision and its first start.
  servers.start(A, settings(starts[0], peerOf(A)));
  servers.start(B, settings(starts[1], peerOf(B)));
  await servers.isUp(A);
  expect(await run(D)).toMatchObject({ as: 'member', state: 'existing' });
  await servers.isUp(D);
  expect(await membersAt(D)).toEqual(three);

  const fourth = await agent(E).start;
  expect(fourth).toEqual({ as: 'client', endpoints: expect.arrayContaining([`${A}:2379`, `${D}:2379`]) });
  const { COS_ETCD_ENDPOINTS: endpoints = '' } = settings(fourth, peerOf(E));
  const flags = [`--listen-addr=${E}:2379`, `--endpoints=${endpoints}`];
  gateways.push(spawn('etcd', ['gateway', 'start', ...flags], { stdio: 'ignore' }));
  await vi.waitFor(() => etcdAt(realMachine, [client(E)]).change([], [{ put: '/by', value: 'E' }]), WAIT);
  expect(await etcdAt(realMachine, [client(A)]).get('/by')).toMatchObject({ value: 'E' });

  await servers.kill(D);
  expect(await run(D)).toEqual({ as: 'before' });
  await servers.isUp(D);
});

test('a member that is installed anew, cut short in the middle of it, and a place that a dead one left', async () => {
  await formed();
  await etcdAt(realMachine, [client(A)]).change([], [{ put: '/kept', value: 'yes' }]);
  await servers.kill(D);
  servers.wipe(D);
  expect(await agent(D, '-new').start).toMatchObject({ state: 'existing' });
  // Cut before its etcd had a log: the place is listed, nothing is removed twice.
  expect(await run(D, '-new')).toMatchObject({ state: 'existing' });
  await servers.isUp(D);
  expect(await membersAt(D)).toEqual(three);
  expect(await etcdAt(realMachine, [client(D)]).get('/kept')).toMatchObject({ value: 'yes' });

  const etcd = etcdAt(realMachine, [client(A)]);
  await servers.kill(B);
  await vi.waitFor(async () => {
    const dead = memberAt(await etcd.members(), B);
    await etcd.removeMember(dead?.id ?? '');
  }, WAIT);
  await new DiscoveryAt(realMachine, URL_OF_C).withdraw(B);
  expect(await run(E)).toMatchObject({ state: 'existing' });
  await servers.isUp(E);
  expect(await membersAt(E)).toEqual([A, D, E].map((host) => `http://${host}:2380`));
});

test('one installed anew does not begin without the others, and the controllers anew disturb nobody', async () => {
  await formed();
  for (const host of [A, B, D]) await servers.kill(host);
  servers.wipe(D);
  const anew = agent(D, '-new');
  await waits(anew.notes, /installed anew.* waiting for 127\.95\.2\.1[12], 127\.95\.2\.1[12]$/);
  await servers.kill(C);
  for (const host of [A, B]) expect(await run(host)).toEqual({ as: 'before' });
  await servers.isUp(A);
  servers.start(C, {});
  expect(await anew.start).toMatchObject({ state: 'existing' });
  expect(await readData(realMachine, servers.dataOf(A))).toEqual({ hasData: true, isRegistered: true });

  await servers.kill(C);
  servers.wipe(C);
  await controller();
  await servers.kill(B);
  expect(await run(B)).toEqual({ as: 'before' });
  await servers.isUp(B);
});
