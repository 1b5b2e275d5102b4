import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { realMachine } from '../../../src/machine.ts';

const SCRIPT = new URL('live-system.sh', import.meta.url).pathname;
const NAME = `cos-trial-${process.pid}`;
export const CARD = 'enp1s0';

type Argv = readonly [string, ...string[]];
export type LiveSystem = {
  /** A command inside, as a person in the root shell would type it. */
  readonly inside: (...argv: Argv) => Promise<string>;
  /** The command before one that runs inside. */
  readonly enter: Argv;
  /** A command at the other end of the cable: its end is called `port`. */
  readonly outside: (...argv: Argv) => Promise<string>;
  readonly far: string;
  readonly close: () => Promise<void>;
};

/** Namespaces with the live system's services, and another one behind its network card. */
export async function startLiveSystem(): Promise<LiveSystem> {
  await realMachine.run(['ip', 'netns', 'add', NAME]);
  const options = ['--net', '--mount', '--pid', '--fork', '--kill-child', '--mount-proc'];
  const shell = spawn('unshare', [...options, SCRIPT], { stdio: ['pipe', 'pipe', 'ignore'] });
  for await (const line of createInterface({ input: shell.stdout })) if (line === 'up') break;
  const pid = readFileSync(`/proc/${shell.pid}/task/${shell.pid}/children`, 'utf8').trim();
  const enter = ['nsenter', `--target=${pid}`, '--net', '--mount', '--pid', '--'] as const;
  const inside = async (...argv: Argv) => (await realMachine.run([...enter, ...argv])).stdout;
  const outside = async (...argv: Argv) =>
    (await realMachine.run(['ip', 'netns', 'exec', NAME, ...argv])).stdout;
  await realMachine.run([
    ...(['ip', 'link', 'add', CARD, 'netns', pid, 'type', 'veth'] as const),
    ...['peer', 'name', 'port', 'netns', NAME],
  ]);
  await outside('ip', 'link', 'set', 'port', 'up');
  await configured(inside);
  return {
    inside,
    enter,
    outside,
    far: NAME,
    close: async () => {
      const ended = once(shell, 'exit');
      shell.kill('SIGKILL');
      await ended;
      await realMachine.run(['ip', 'netns', 'delete', NAME]);
    },
  };
}

async function configured(inside: LiveSystem['inside']): Promise<void> {
  for (;;) {
    const listed = await inside('networkctl', '--no-legend', 'list', CARD).catch(() => '');
    if (listed.includes('configured')) return;
  }
}
