import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import type { NetworkCheck } from '../../../src/network/check.ts';
import type { Problem } from '../../../src/problem.ts';
import { CARD, type LiveSystem } from './live-system.ts';

const PROGRAM = new URL('preflight-program.ts', import.meta.url).pathname;
const CLEAR = new URL('clear-program.ts', import.meta.url).pathname;

/** What the stage said: of a check the last answer. */
export type Told = {
  readonly checks: readonly NetworkCheck[];
  readonly problems: readonly Problem[];
  /** It was ended from outside. */
  readonly aborted: boolean;
};

type Line = {
  readonly event?: string;
  readonly check?: NetworkCheck;
  readonly result?: { readonly problems: readonly Problem[] };
};

type During = {
  /** What happens as soon as this check is answered, or is waited for. */
  readonly on?: Readonly<Record<string, () => Promise<unknown>>>;
  /** The check that has to pass; then the stage is ended by a signal. */
  readonly until?: string;
  readonly with?: 'SIGINT' | 'SIGKILL';
};

/** Runs the stage in a live system, and what happens meanwhile. */
export async function preflight(live: LiveSystem, answers: object, during: During = {}): Promise<Told> {
  const { on = {}, until, with: signal = 'SIGINT' } = during;
  const [program, ...enter] = live.enter;
  const child = spawn(program, [...enter, process.execPath, PROGRAM, JSON.stringify(answers)], {
    detached: true,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const closed = once(child, 'close');
  const checks = new Map<string, NetworkCheck>();
  let problems: readonly Problem[] | undefined;
  for await (const text of createInterface({ input: child.stdout })) {
    const { event, check, result }: Line = JSON.parse(text);
    if (check) checks.set(`${check.check} ${check.subject}`, check);
    if (result) problems = result.problems;
    await on[check?.check ?? event ?? '']?.();
    // nsenter(1) and its child.
    if (check?.check === until && check?.result === 'passed') process.kill(-(child.pid ?? 0), signal);
  }
  await closed;
  return { checks: [...checks.values()], problems: problems ?? [], aborted: problems === undefined };
}

/** What the next start of the installer clears. */
export async function clear(live: LiveSystem): Promise<unknown> {
  return JSON.parse(await live.inside(process.execPath, CLEAR));
}

/** The card, its addresses and routes, the devices, and networkd's files. */
export async function snapshot({ inside }: LiveSystem) {
  const addresses: unknown = JSON.parse(await inside('ip', '-json', 'address', 'show', 'dev', CARD));
  const routes = [
    await inside('ip', '-4', 'route', 'show', 'table', 'all', 'dev', CARD),
    await inside('ip', '-6', 'route', 'show', 'table', 'all', 'dev', CARD),
  ].join('');
  const devices = await inside('ip', '-br', 'link');
  const files = await inside('ls', '/run/systemd/network');
  return { addresses, routes, devices, files };
}

type Network = {
  readonly address?: string;
  readonly gateway?: readonly string[];
  readonly dns?: readonly string[];
  readonly ntp_servers?: readonly string[];
  readonly mode?: 'bridge' | 'ipvlan';
};

/** An agent's answers, at 192.168.122.171 unless they say otherwise; its controller is one that it could reach. */
export function asAgent({ address, gateway, dns, ntp_servers, mode = 'ipvlan' }: Network = {}) {
  const controller = address?.includes(':') ? '[2001:db8::170]:80' : '192.168.122.170:80';
  return {
    version: 1,
    role: 'agent',
    agent: { controllers: [controller], install_code: '8070', network_mode: mode },
    system: { hostname: 'node1', password: 'open sesame 42', ntp_servers: ntp_servers ?? [] },
    network: {
      interface: { name: CARD },
      address: address ?? '192.168.122.171/24',
      gateway: gateway ?? ['192.168.122.1'],
      dns: dns ?? ['192.168.122.1'],
    },
    disk: { target: { serial: 'target' } },
  };
}
