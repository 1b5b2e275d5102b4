import type { Machine } from '../machine.ts';
import type { Tools } from './tools.ts';

/** What a command gets in this process: its streams, and a signal for everything that ends it from outside. */
export function processTools(machine: Machine): Tools {
  const { stdin, stdout, stderr } = process;
  const aborted = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
    process.on(signal, () => aborted.abort(signal));
  for (const stream of [stdout, stderr])
    stream.on('error', (cause: NodeJS.ErrnoException) => {
      // The reader (`| head`) or the terminal went away: not our failure. An installation is stopped as by a hangup.
      if (cause.code !== 'EPIPE' && cause.code !== 'EIO') throw cause;
      aborted.abort('SIGHUP');
    });
  return {
    machine,
    stdin,
    stdout,
    print: (line) => stdout.write(`${line}\n`),
    complain: (line) => stderr.write(`${line}\n`),
    signal: aborted.signal,
  };
}
