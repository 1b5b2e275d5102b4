import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { vi } from 'vitest';
import { type EtcdStart, etcdEnv, type Peer } from '../../../src/node/etcd/etcd-env.ts';

export const WAIT = { timeout: 60_000, interval: 100 };
export const client = (host: string) => `http://${host}:2379`;
export const peer = (host: string) => `http://${host}:2380`;

/** Real etcd servers on addresses of their own, and the folders of their data. */
export function etcds() {
  const root = mkdtempSync(join(tmpdir(), 'cos-etcd-'));
  const running = new Map<string, ChildProcess>();
  const dataOf = (host: string) => join(root, host);

  /** Starts one with settings of its environment, as a unit would. */
  function start(host: string, env: Readonly<Record<string, string>>): ChildProcess {
    const child = spawn('etcd', [], {
      stdio: ['ignore', 'ignore', process.env.COS_TEST_ETCD ? 'inherit' : 'ignore'],
      env: {
        PATH: process.env.PATH,
        ETCD_NAME: `n-${host}`,
        ETCD_DATA_DIR: dataOf(host),
        ETCD_UNSAFE_NO_FSYNC: 'true',
        ETCD_ENABLE_V2: 'true',
        ETCD_LISTEN_CLIENT_URLS: client(host),
        ETCD_ADVERTISE_CLIENT_URLS: client(host),
        ETCD_LISTEN_PEER_URLS: peer(host),
        ETCD_INITIAL_ADVERTISE_PEER_URLS: peer(host),
        ...env,
      },
    });
    running.set(host, child);
    return child;
  }

  async function kill(host: string): Promise<void> {
    const child = running.get(host);
    running.delete(host);
    if (child && child.exitCode === null && child.kill('SIGKILL')) await once(child, 'exit');
  }

  return {
    start,
    kill,
    dataOf,
    /** What a new disk is. */
    wipe: (host: string) => rmSync(dataOf(host), { recursive: true, force: true }),
    /** Until it has a leader. */
    isUp: (host: string) =>
      vi.waitFor(async () => {
        const health = await (await fetch(`${client(host)}/health`)).text();
        if (!health.includes('"true"')) throw new Error(`${host}: no leader`);
      }, WAIT),
    close: async () => {
      await Promise.all([...running.keys()].map(kill));
      rmSync(root, { recursive: true });
    },
  };
}

/** Static members, as `ETCD_INITIAL_CLUSTER` has them. */
export function cluster(hosts: readonly string[]): string {
  return hosts.map((host) => `n-${host}=${peer(host)}`).join(',');
}

/** What a unit reads of a decision. */
export function settings(start: EtcdStart, own: Peer): Record<string, string> {
  const lines = etcdEnv(start, own).trim().split('\n');
  return Object.fromEntries(lines.map((line) => [line.replace(/=.*/, ''), line.replace(/^[^=]*=/, '')]));
}
