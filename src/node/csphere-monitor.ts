import { realMachine } from '../machine.ts';
import { pause } from '../pause.ts';
import { ended } from './failure.ts';
import { monitorCommand } from './monitor/command.ts';

const stop = new AbortController();
for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => stop.abort());
process.exitCode = await ended('csphere-monitor', () =>
  monitorCommand(process.argv.slice(2), {
    machine: realMachine,
    pause,
    now: () => performance.now() / 1000,
    signal: stop.signal,
    print: (line) => void process.stdout.write(`${line}\n`),
  }),
);
