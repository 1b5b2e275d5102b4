import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test, vi } from 'vitest';
import { realMachine } from '../../../src/machine.ts';
import { ask } from '../../../src/roles/join/ask.ts';
import { agentJoinChecks } from '../../../src/roles/join/checks.ts';
import { membersOf } from '../../../src/roles/join/etcd.ts';
import { Secret } from '../../../src/secret.ts';
import { line } from './seen.ts';

const DISCOVERY = '/v2/keys/discovery/hellocsphere';
const started: { readonly child: ChildProcess; readonly folder: string }[] = [];

afterEach(async () => {
  for (const { child, folder } of started.splice(0)) {
    if (child.exitCode === null && child.kill('SIGKILL')) await once(child, 'exit');
    rmSync(folder, { recursive: true });
  }
});

/** Starts a real etcd on an address of its own, as the units of COS do. */
function etcd(name: string, host: string, ...more: string[]): ChildProcess {
  const folder = mkdtempSync(join(tmpdir(), 'cos-etcd-'));
  const [client, peer] = [`http://${host}:2379`, `http://${host}:2380`];
  const child = spawn('etcd', [
    ...['--name', name, '--data-dir', join(folder, 'data'), '--unsafe-no-fsync'],
    ...['--listen-client-urls', client, '--advertise-client-urls', client],
    ...['--listen-peer-urls', peer, '--initial-advertise-peer-urls', peer],
    ...(more.some((one) => one.startsWith('--discovery')) ? [] : ['--initial-cluster', `${name}=${peer}`]),
    ...more,
  ]);
  started.push({ child, folder });
  return child;
}

const WAIT = { timeout: 60_000, interval: 100 };
const answers = (host: string) =>
  vi.waitFor(async () => expect((await fetch(`http://${host}:2379/version`)).status).toBe(200), WAIT);
const put = (host: string, key: string, value: string) =>
  fetch(`http://${host}:2379${DISCOVERY}${key}`, { method: 'PUT', body: new URLSearchParams({ value }) });

const C1 = '127.94.1.1';
const A1 = '127.94.1.2';

/** What the checks say of the etcd on C1, for a node with this name and address. */
async function asked(hostname = 'agent9', address = '127.94.1.9'): Promise<string[]> {
  const agent = { controllers: [{ host: C1, port: 80 }] as const, install_code: new Secret('8070') };
  const own = { hostname, addresses: [address] };
  const checks = await agentJoinChecks(agent, own, { machine: realMachine, seconds: 30 });
  return checks.filter(({ check }) => /discovery|unique/.test(check)).map(line);
}

test('0, 2, 3 of 3, and before the controller has said the size', async () => {
  etcd('c1', C1, '--enable-v2=true');
  await answers(C1);
  expect(await asked()).toEqual([`${C1}:2379 failed join.no-cluster-size`, 'agent9 passed members: 0']);
  await put(C1, '/_config/size', '3');
  expect(await asked()).toEqual([`${C1}:2379 passed 0 of 3 joined`, 'agent9 passed members: 0']);
  await put(C1, '/1a', 'a1-x7f3=http://10.0.0.1:2380');
  await put(C1, '/2b', 'a2-x7f3=http://10.0.0.2:2380');
  expect(await asked()).toEqual([`${C1}:2379 passed 2 of 3 joined`, 'agent9 passed members: 2']);
  await put(C1, '/3c', 'a3-x7f3=http://10.0.0.3:2380');
  expect(await asked('a2', '10.0.0.2')).toEqual([
    `${C1}:2379 passed 3 of 3 joined, this node is a further one`,
    'a2 failed join.member-again',
  ]);
  expect(await asked('a2')).toContain('a2 failed join.member-name');
  expect(await asked('a9', '10.0.0.3')).toContain('a9 failed join.member-address');
});

test('an etcd that does not offer the API of discovery', async () => {
  etcd('c1', C1, '--enable-v2=false');
  await answers(C1);
  expect(await asked()).toEqual([
    `${C1}:2379 failed join.not-etcd`,
    'agent9 not-possible join.members-unknown',
  ]);
});

test('an agent that really joins is seen, and etcd turns away who comes back to its address', async () => {
  etcd('c1', C1, '--enable-v2=true');
  await answers(C1);
  await put(C1, '/_config/size', '1');
  const discovery = ['--enable-v2=true', '--discovery', `http://${C1}:2379${DISCOVERY}`];
  const agent = etcd('agent1-x7f3', A1, ...discovery);
  await answers(A1);
  expect(await asked('agent1', A1)).toEqual([
    `${C1}:2379 passed 1 of 1 joined, this node is a further one`,
    'agent1 failed join.member-again',
  ]);
  const named = membersOf(await ask(`http://${A1}:2379/v2/members`, { machine: realMachine }));
  expect(named).toEqual({
    value: [{ id: expect.stringMatching(/^[0-9a-f]{8,16}$/), name: 'agent1-x7f3', addresses: [A1] }],
  });
  agent.kill('SIGKILL');
  await once(agent, 'exit');
  const again = etcd('agent1-b4c1', A1, ...discovery);
  const [code] = await once(again, 'exit');
  expect(code).toBe(1);
});
