import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';

const SCRIPT = new URL('live-system.sh', import.meta.url).pathname;
const NTP_SERVER = new URL('ntp-server.ts', import.meta.url).pathname;
let systems = 0;

const run = promisify(execFile);
export const CARD = 'enp1s0';

type Argv = readonly [string, ...string[]];
export type LiveSystem = {
  /** A command inside, as a person in the root shell would type it. */
  readonly inside: (...argv: Argv) => Promise<string>;
  /** The command before one that runs inside. */
  readonly enter: Argv;
  /** A command at the other end of the cable: its end is called `port`. */
  readonly outside: (...argv: Argv) => Promise<string>;
  /** Name of the namespace there. */
  readonly far: string;
  /** Starts a server at the other end, for as long as the namespaces live. */
  readonly serve: (...argv: Argv) => void;
  /** A time server there, whose clock is so many seconds ahead. */
  readonly serveTime: (ahead: number) => Promise<void>;
  /** Every address that the live system gets from now on, until the end of it is asked for. */
  readonly watchAddresses: () => () => Promise<string>;
  readonly close: () => Promise<void>;
};

/** Namespaces with the live system's services, and another one behind its network card. */
export async function startLiveSystem(): Promise<LiveSystem> {
  const far = `cos-trial-${process.pid}-${systems++}`;
  await run('ip', ['netns', 'add', far]);
  const options = ['--net', '--mount', '--pid', '--fork', '--kill-child', '--mount-proc'];
  const shell = spawn('unshare', [...options, SCRIPT], { stdio: ['pipe', 'pipe', 'ignore'] });
  for await (const line of createInterface({ input: shell.stdout })) if (line === 'up') break;
  const pid = readFileSync(`/proc/${shell.pid}/task/${shell.pid}/children`, 'utf8').trim();
  const enter = ['nsenter', `--target=${pid}`, '--net', '--mount', '--pid', '--'] as const;
  const [program, ...into] = enter;
  const inside = async (...argv: Argv) => (await run(program, [...into, ...argv])).stdout;
  const outside = async (...argv: Argv) => (await run('ip', ['netns', 'exec', far, ...argv])).stdout;
  await run('ip', [
    ...['link', 'add', CARD, 'netns', pid, 'type', 'veth'],
    ...['peer', 'name', 'port', 'netns', far],
  ]);
  await outside('ip', 'link', 'set', 'port', 'up');
  await configured(inside);
  const servers: ChildProcess[] = [];
  const serve = (...argv: Argv) => {
    const server = spawn('ip', ['netns', 'exec', far, ...argv], { stdio: ['ignore', 'pipe', 'ignore'] });
    servers.push(server);
    return server;
  };
  return {
    inside,
    enter,
    outside,
    far,
    serve: (...argv) => void serve(...argv),
    serveTime: async (ahead) => {
      await once(serve(process.execPath, NTP_SERVER, String(ahead)).stdout, 'data');
    },
    watchAddresses: () => watch([...enter, 'ip', 'monitor', 'address']),
    close: async () => {
      for (const server of servers) server.kill('SIGKILL');
      const ended = once(shell, 'exit');
      shell.kill('SIGKILL');
      await ended;
      await run('ip', ['netns', 'delete', far]);
    },
  };
}

/** @returns how to end a program, and to have what it printed. */
function watch([program, ...args]: Argv): () => Promise<string> {
  const child = spawn(program, args, { detached: true, stdio: ['ignore', 'pipe', 'ignore'] });
  let text = '';
  child.stdout.on('data', (chunk: Buffer) => {
    text += chunk.toString();
  });
  return async () => {
    const closed = once(child, 'close');
    // nsenter(1) and its child.
    process.kill(-(child.pid ?? 0), 'SIGKILL');
    await closed;
    return text;
  };
}

async function configured(inside: LiveSystem['inside']): Promise<void> {
  for (;;) {
    const listed = await inside('networkctl', '--no-legend', 'list', CARD).catch(() => '');
    if (listed.includes('configured')) return;
  }
}
