import { realMachine } from '../machine.ts';
import { ended } from './failure.ts';
import { cspherectl } from './status/command.ts';

process.exitCode = await ended('cspherectl', () =>
  cspherectl(process.argv.slice(2), {
    machine: realMachine,
    isRoot: process.getuid?.() === 0,
    out: (text) => process.stdout.write(text),
    err: (text) => process.stderr.write(text),
    interrupt() {
      const stop = new AbortController();
      process.once('SIGINT', () => stop.abort());
      return stop.signal;
    },
  }),
);
