import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';

const run = promisify(execFile);
const PROGRAM = new URL('monitor-program.ts', import.meta.url).pathname;

export const VIRTUAL_IP = '10.95.0.100';
export const NUMBERS = [1, 2, 3] as const;
type Place = (typeof NUMBERS)[number];
export const addressOf = (n: Place) => `10.95.0.${n}`;

/** When a controller got the virtual IP, and when it was gone again (milliseconds). */
export type Held = { readonly by: Place; readonly from: number; to: number };

/** Three controllers in network namespaces at one switch: each with a real etcd and its monitor. */
export async function controllers() {
  const name = `cos-monitor-${process.pid}`;
  const space = (n: Place) => `${name}-${n}`;
  const data = mkdtempSync(join(tmpdir(), 'cos-monitor-'));
  const children = new Map<string, ChildProcess>();
  const said = new Map<Place, string[]>(NUMBERS.map((n) => [n, []]));
  const held: Held[] = [];
  const ip = (...args: string[]) => run('ip', args);
  const inside = (n: Place, argv: readonly string[], env = {}, stdout: 'pipe' | 'ignore' = 'ignore') =>
    spawn('ip', ['netns', 'exec', space(n), ...argv], {
      env: { ...process.env, TZ: 'UTC', ...env },
      stdio: ['ignore', stdout, 'ignore'],
    });

  /** `[2026-11-22T02:42:51.147739] Deleted 2: eth0    inet 10.95.0.100/32 …`; a renewal is told like a new one. */
  function watch(n: Place): void {
    const watcher = inside(n, ['ip', '-tshort', '-oneline', 'monitor', 'address'], {}, 'pipe');
    children.set(`watch ${n}`, watcher);
    if (!watcher.stdout) return;
    createInterface({ input: watcher.stdout }).on('line', (line) => {
      if (!line.includes(`inet ${VIRTUAL_IP}/`)) return;
      const at = Date.parse(`${/\[([^\]]+)\d{3}\]/.exec(line)?.[1]}Z`);
      if (Number.isNaN(at)) throw new Error(`no time: ${line}`);
      const open = held.find(({ by, to }) => by === n && to === Number.POSITIVE_INFINITY);
      if (line.includes('Deleted') && open) open.to = at;
      else if (!open) held.push({ by: n, from: at, to: Number.POSITIVE_INFINITY });
    });
  }

  async function build(): Promise<void> {
    await ip('netns', 'add', name);
    await ip('-n', name, 'link', 'add', 'switch', 'up', 'type', 'bridge');
    for (const n of NUMBERS) {
      await ip('netns', 'add', space(n));
      const [peer, port] = [['peer', 'name', `port${n}`, 'netns', name], `port${n}`] as const;
      await ip('link', 'add', 'eth0', 'netns', space(n), 'type', 'veth', ...peer);
      await ip('-n', name, 'link', 'set', port, 'up', 'master', 'switch');
      await ip('-n', space(n), 'link', 'set', 'lo', 'up');
      await ip('-n', space(n), 'link', 'set', 'eth0', 'up');
      await ip('-n', space(n), 'address', 'add', `${addressOf(n)}/24`, 'dev', 'eth0');
      watch(n);
    }
  }

  function etcd(n: Place): void {
    const [peer, list] = [
      `http://${addressOf(n)}:2380`,
      NUMBERS.map((each) => `c${each}=http://${addressOf(each)}:2380`).join(','),
    ];
    const env = {
      ETCD_NAME: `c${n}`,
      ETCD_DATA_DIR: join(data, String(n)),
      ETCD_UNSAFE_NO_FSYNC: 'true',
      ETCD_LISTEN_CLIENT_URLS: 'http://127.0.0.1:2379',
      ETCD_ADVERTISE_CLIENT_URLS: `http://${addressOf(n)}:2379`,
      ETCD_LISTEN_PEER_URLS: peer,
      ETCD_INITIAL_ADVERTISE_PEER_URLS: peer,
      ETCD_INITIAL_CLUSTER: list,
    };
    children.set(`etcd ${n}`, inside(n, ['etcd'], env));
  }

  function monitor(n: Place, payload = '/nowhere'): void {
    const members = NUMBERS.map(addressOf).join(',');
    const argv = [process.execPath, PROGRAM, addressOf(n), VIRTUAL_IP, members, payload];
    const child = inside(n, argv, { CONTROLLER: String(n) }, 'pipe');
    children.set(`monitor ${n}`, child);
    if (child.stdout) createInterface({ input: child.stdout }).on('line', (line) => said.get(n)?.push(line));
  }

  /** The program itself: ip(8) becomes it. */
  async function end(what: 'etcd' | 'monitor' | 'watch', n: Place, signal: NodeJS.Signals): Promise<void> {
    const child = children.get(`${what} ${n}`);
    children.delete(`${what} ${n}`);
    if (child && child.exitCode === null && child.signalCode === null && child.kill(signal))
      await once(child, 'exit');
  }

  return {
    held,
    said: (n: Place): readonly string[] => said.get(n) ?? [],
    holder: () => held.find(({ to }) => to === Number.POSITIVE_INFINITY)?.by,
    etcd,
    monitor,
    end,
    cable: (n: Place, state: 'up' | 'down') => ip('-n', name, 'link', 'set', `port${n}`, state),
    build,
    close: async () => {
      for (const key of [...children.keys()]) {
        const child = children.get(key);
        if (child?.exitCode === null && child.kill('SIGKILL')) await once(child, 'exit');
      }
      for (const one of [name, ...NUMBERS.map(space)]) await ip('netns', 'delete', one).catch(() => {});
      rmSync(data, { recursive: true, force: true });
    },
  };
}

/** Pairs of times in which two had it at once. */
export function overlaps(held: readonly Held[]): string[] {
  const inOrder = held.toSorted((a, b) => a.from - b.from);
  return inOrder.flatMap((one, at) =>
    inOrder
      .slice(at + 1)
      .filter((other) => other.by !== one.by && other.from < one.to)
      .map((other) => `${one.by} until ${one.to}, ${other.by} from ${other.from}`),
  );
}
