import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { type LiveSystem, startLiveSystem } from './live-system.ts';

vi.unmock('execa');

const PROGRAM = new URL('preflight-program.ts', import.meta.url).pathname;
const GATEWAY = '10.94.0.1';
const WEB = 'require("node:http").createServer((_, r) => r.end("Csphere")).listen(80)';
const started: ChildProcess[] = [];
const data = mkdtempSync(join(tmpdir(), 'cos-join-'));
let live: LiveSystem;

beforeAll(async () => {
  live = await startLiveSystem();
  await live.outside('ip', 'address', 'add', `${GATEWAY}/24`, 'dev', 'port');
  await live.outside('ip', 'link', 'set', 'lo', 'up');
  await live.outside('sysctl', '-q', '-w', 'net.ipv4.ip_forward=1');
  // What a firewall that drops, and a router without a way, look like.
  await live.outside('ip', 'route', 'add', 'blackhole', '198.51.100.1');
  await live.outside('ip', 'route', 'add', 'unreachable', '198.51.100.2');
});

afterAll(async () => {
  for (const child of started) if (child.kill('SIGKILL')) await once(child, 'exit');
  await live.close();
  rmSync(data, { recursive: true });
});

/** A server at the other end of the cable. */
function serve(...argv: string[]): void {
  started.push(spawn('ip', ['netns', 'exec', live.far, ...argv], { stdio: 'ignore' }));
}

/** The lines of the whole stage for an agent of these controllers. */
async function preflight(...controllers: string[]): Promise<string[]> {
  const answers = {
    version: 1,
    role: 'agent',
    agent: { controllers, install_code: '8070' },
    system: { hostname: 'agent1', password: 'correct horse battery' },
    network: { interface: { name: 'enp1s0' }, address: '10.94.0.5/24', gateway: GATEWAY },
    disk: { target: { serial: 'target' } },
    install: { wipe: 'target' },
  };
  const said = await live.inside(process.execPath, PROGRAM, JSON.stringify(answers));
  expect(said).not.toContain('8070');
  const events = said
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  return events.flatMap(({ event, line }) => (event === 'check' ? [line] : [])).toSorted();
}

test('nobody there, nobody listening, a firewall that drops, a router without a way', async () => {
  const lines = await preflight('10.94.0.77:80', `${GATEWAY}:80`, '198.51.100.1:80', '198.51.100.2:80');
  for (const said of [
    /^\[failed\] controller 10\.94\.0\.77:80: no way to 10\.94\.0\.77:80 \(EHOSTUNREACH\); .* \[E357\]$/,
    /^\[failed\] controller 10\.94\.0\.1:80: nothing listens at .* \[E356\]$/,
    /^\[failed\] controller 198\.51\.100\.1:80: no connection to 198\.51\.100\.1:80 within 10 s; .* \[E358\]$/,
    /^\[failed\] controller 198\.51\.100\.2:80: no way to .* \[E357\]$/,
    /^\[failed\] discovery 10\.94\.0\.77:2379: no way to /,
    /^\[not possible\] install code agent\.install_code: cannot be checked: /,
    /^\[not possible\] not in the cluster yet agent1: cannot be checked: /,
  ])
    expect(lines).toContainEqual(expect.stringMatching(said));
});

test('a controller with etcd: the node may join; what is not offered there is said', async () => {
  serve(process.execPath, '-e', WEB);
  const client = `http://${GATEWAY}:2379`;
  serve(
    ...['etcd', '--name', 'c1', '--data-dir', join(data, 'etcd'), '--enable-v2=true', '--unsafe-no-fsync'],
    ...['--listen-client-urls', client, '--advertise-client-urls', client],
  );
  const discovery = `${client}/v2/keys/discovery/hellocsphere`;
  const put = (key: string, value: string) =>
    live.outside('curl', '-fsS', '-X', 'PUT', `${discovery}/${key}`, '-d', `value=${value}`);
  await vi.waitFor(() => put('_config/size', '3'), { timeout: 60_000, interval: 100 });
  await vi.waitFor(() => live.outside('curl', '-fsS', `http://${GATEWAY}/`), { timeout: 60_000 });
  await put('1a', 'agent2-x7f3=http://10.94.0.6:2380');
  const lines = await preflight(`${GATEWAY}:80`);
  expect(lines.filter((line) => /controller|time|discovery|code|cluster/.test(line))).toEqual([
    `[not possible] install code ${GATEWAY}:80: cannot be checked: the controller ${GATEWAY}:80 has no request for it (HTTP 200); compare it with its web page [E372]`,
    `[ok] controller ${GATEWAY}:80: HTTP 200, main`,
    `[ok] discovery ${GATEWAY}:2379: 1 of 3 joined`,
    '[ok] not in the cluster yet agent1: members: 1',
    expect.stringMatching(/^\[ok\] time server 10\.94\.0\.1:80: \d s apart$/),
  ]);
});
