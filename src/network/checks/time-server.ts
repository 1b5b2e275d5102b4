import { CommandFailed, type Machine } from '../../machine.ts';
import { error, warning } from '../../problem.ts';
import type { Ask, NetworkCheck } from '../check.ts';
import { printable } from '../printable.ts';

/** Seconds until a server is given up. */
const SECONDS = 8;
/** Seconds of skew that a person is told of: certificates and joining a cluster begin to suffer. */
const SKEW = 10;

/**
 * Whether each time server answers, and how far the clock of this machine is off: chronyd(8) measures once,
 * sets nothing, and opens no port.
 */
export function timeServerChecks(
  servers: readonly { readonly host: string; readonly path: string }[],
  { machine, folder }: { readonly machine: Pick<Machine, 'run'>; readonly folder: string },
): Ask[] {
  return servers.map(({ host, path }, index) => async (signal) => {
    const said = await measure(host, { machine, pidFile: `${folder}/time-${index}.pid`, signal });
    return [measured(said, { check: 'time-server', subject: host, path })];
  });
}

type Measuring = {
  readonly machine: Pick<Machine, 'run'>;
  readonly pidFile: string;
  readonly signal: AbortSignal;
};

async function measure(host: string, { machine, pidFile, signal }: Measuring): Promise<string> {
  // A file of its own for the process id, or it would not start beside the live system's chronyd.
  const settings = [`pidfile ${pidFile}`, 'cmdport 0', 'bindcmdaddress /'];
  const server = `server ${host} iburst maxsamples 1`;
  const argv = ['chronyd', '-u', 'root', '-Q', '-t', String(SECONDS), ...settings, server] as const;
  try {
    const { stdout, stderr } = await machine.run(argv, { signal, timeoutSeconds: SECONDS + 5 });
    return `${stdout}\n${stderr}`;
  } catch (cause) {
    if (!(cause instanceof CommandFailed)) throw cause;
    return `${cause.stdout}\n${cause.stderr}`;
  }
}

/** chronyd's own words: `System clock wrong by -0.001234 seconds (ignored)`. */
function measured(
  said: string,
  { path, ...about }: { check: 'time-server'; subject: string; path: string },
): NetworkCheck {
  const [, wrong] = /System clock wrong by (-?[\d.]+) seconds/.exec(said) ?? [];
  const server = about.subject;
  if (wrong === undefined) {
    const reason = printable(lastWords(said));
    return {
      ...about,
      result: 'failed',
      problem: error('preflight.time-server-silent', path, { server, reason }),
    };
  }
  const seconds = Number(wrong);
  if (Math.abs(seconds) < SKEW) return { ...about, result: 'passed', evidence: `${seconds.toFixed(3)} s` };
  const args = { server, seconds: Math.round(seconds) };
  return { ...about, result: 'failed', problem: warning('preflight.clock-skew', path, args) };
}

/** What chronyd could not do, without its time stamp; else that it got no answer. */
function lastWords(said: string): string {
  const [, words] = /^(?:\S+Z )?(Could not (?:resolve|open|parse).*)$/m.exec(said) ?? [];
  return words ?? `no answer within ${SECONDS} s`;
}
