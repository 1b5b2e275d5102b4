import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { realMachine } from '../../../src/machine.ts';
import { etcdAt } from '../../../src/node/etcd/client.ts';
import { controllerName, controllerSet, startOfController } from '../../../src/node/etcd/controller.ts';
import { DiscoveryAt } from '../../../src/node/etcd/discovery.ts';
import { sayDiscoverySize } from '../../../src/node/etcd/discovery-size.ts';
import type { EtcdStart } from '../../../src/node/etcd/etcd-env.ts';
import { pause } from '../../../src/pause.ts';
import { client, etcds, settings, WAIT } from './real-etcd.ts';

// find(1), mkdir(1) and rm(1) look after the folders of data.
vi.unmock('execa');

const SET = ['127.95.3.1', '127.95.3.2', '127.95.3.3'] as const;
const [A, B, C] = SET;

let said: string[];
let servers: ReturnType<typeof etcds>;
beforeEach(() => {
  servers = etcds();
  said = [];
});
afterEach(() => servers.close());

async function run(host: string, members: readonly string[] = SET): Promise<EtcdStart> {
  const own = { name: controllerName(host), address: host };
  const start = await startOfController({
    machine: realMachine,
    own,
    members,
    set: controllerSet(members),
    dataFolder: servers.dataOf(host),
    pause: () => pause(0.2),
    say: async ({ text }) => void said.push(text),
  });
  servers.start(host, settings(start, own));
  return start;
}

const etcd = (host: string) => etcdAt(realMachine, [client(host)]);
const put = (host: string, key: string) => etcd(host).change([], [{ put: key, value: 'x' }]);
const names = async (host: string) => (await etcd(host).members()).map(({ name }) => name).toSorted();

test('three controllers, the third one late; one installed anew; all of them installed anew', async () => {
  expect([await run(A), await run(B)]).toMatchObject([{ state: 'new' }, { state: 'new' }]);
  await servers.isUp(A);
  expect(await run(C)).toMatchObject({ state: 'existing' });
  await servers.isUp(C);
  expect(await names(C)).toEqual(SET.map(controllerName));
  await put(C, '/kept');

  await servers.kill(A);
  servers.wipe(A);
  expect(await run(A)).toMatchObject({ state: 'existing' });
  await servers.isUp(A);
  expect(await names(A)).toEqual(SET.map(controllerName));
  expect(await etcd(A).get('/kept')).toBeDefined();
  await servers.kill(A);
  expect(await run(A)).toEqual({ as: 'before' });

  for (const host of SET) await servers.kill(host);
  for (const host of SET) servers.wipe(host);
  await Promise.all(SET.map((host) => run(host)));
  await Promise.all(SET.map(servers.isUp));
  expect(await names(B)).toEqual(SET.map(controllerName));
  expect(await etcd(B).get('/kept')).toBeUndefined();
});

test('one that is installed anew does not begin while the others look for a majority', async () => {
  for (const host of SET) await run(host);
  await Promise.all(SET.map(servers.isUp));
  await servers.kill(A);
  await servers.kill(B);
  servers.wipe(A);
  const anew = run(A);
  await vi.waitFor(
    () => expect(said.at(-1)).toMatch(/^127\.95\.3\.1 was installed anew: .*no majority/),
    WAIT,
  );
  await run(B);
  expect(await anew).toMatchObject({ state: 'existing' });
});

test('sets that share nothing but a spelling of their addresses are told apart', async () => {
  const token = async (members: readonly string[]) => {
    const start = await run(A, members);
    await servers.kill(A);
    servers.wipe(A);
    return settings(start, { name: 'a', address: A }).ETCD_INITIAL_CLUSTER_TOKEN;
  };
  const own = await token(SET);
  expect(await token([B, A, C])).toBe(own);
  expect(await token([A, B, '127.95.3.4'])).not.toBe(own);
});

test('one controller without HA is up alone and says the size once', async () => {
  await run(A, [A]);
  await servers.isUp(A);
  const url = `${client(A)}/v2/keys/discovery/hellocsphere`;
  const say = (size: number) => sayDiscoverySize(realMachine, url, { size, pause, tries: 1 });
  const index = async () => JSON.parse(await (await fetch(`${url}/_config/size`)).text()).node.modifiedIndex;
  await say(3);
  const first: unknown = await index();
  await say(3);
  expect(await index()).toBe(first);
  await say(5);
  expect(await new DiscoveryAt(realMachine, url).read()).toEqual({ size: 5, entries: [] });
});

test('an etcd that comes later is waited for, one that never comes is said', async () => {
  const url = `${client(B)}/v2/keys/discovery/hellocsphere`;
  const waits: number[] = [];
  const silent = async (seconds: number) => void waits.push(seconds);
  await expect(sayDiscoverySize(realMachine, url, { size: 3, pause: silent, tries: 3 })).rejects.toThrow(
    /^agents cannot join: etcd at 127\.95\.3\.2:2379 does not answer \(.*ECONNREFUSED.*see: cspherectl status etcd$/,
  );
  expect(waits).toEqual([3, 3]);
  const started = async () => {
    await run(B, [B]);
    await servers.isUp(B);
  };
  await sayDiscoverySize(realMachine, url, { size: 3, pause: started });
  expect((await new DiscoveryAt(realMachine, url).read()).size).toBe(3);
});
