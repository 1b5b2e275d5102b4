import { CommandFailed, type Machine } from '../../machine.ts';
import type { Pause } from '../../pause.ts';

/** Where a site's own programs lie on a node. */
export const PAYLOAD_PROGRAMS = '/opt/cos/payload/bin';

const SECONDS_BETWEEN = 2;
const ANSWER_SECONDS = 5;
/** An answer older than this is none. */
const FRESH_SECONDS = 10;

/** Whether the replica set of mongo is what decides here: its server is in the payload. */
export async function hasMongod(machine: Pick<Machine, 'run'>): Promise<boolean> {
  try {
    await machine.run(['test', '-x', `${PAYLOAD_PROGRAMS}/mongod`]);
    return true;
  } catch (cause) {
    if (!(cause instanceof CommandFailed)) throw cause;
    return false;
  }
}

/** What mongo's shell prints for an expression, trimmed. @throws CommandFailed where mongo does not answer in time */
export async function mongoSays(
  machine: Pick<Machine, 'run'>,
  expression: string,
  host = '127.0.0.1',
): Promise<string> {
  const argv = ['mongo', '--quiet', '--host', host, '--eval', `print(${expression})`] as const;
  const [program, ...args] = argv;
  const { stdout } = await machine.run([`${PAYLOAD_PROGRAMS}/${program}`, ...args], {
    timeoutSeconds: ANSWER_SECONDS,
  });
  return stdout.trim();
}

/**
 * Follows mongo on this machine for as long as `signal` lets it.
 * @param now seconds of a clock that nobody sets
 * @returns whether it is the primary of its set, by an answer that is not old
 */
export function followPrimary(
  machine: Pick<Machine, 'run'>,
  { pause, now, signal }: { readonly pause: Pause; readonly now: () => number; readonly signal: AbortSignal },
): () => boolean {
  let primaryAt = Number.NEGATIVE_INFINITY;
  const follow = async () => {
    while (!signal.aborted) {
      const asked = now();
      // One that does not answer may be slow: what it said last counts until it is old.
      const said = await mongoSays(machine, 'db.isMaster().ismaster').catch(() => undefined);
      if (said !== undefined) primaryAt = said === 'true' ? asked : Number.NEGATIVE_INFINITY;
      await pause(SECONDS_BETWEEN, signal);
    }
  };
  void follow();
  return () => now() - primaryAt < FRESH_SECONDS;
}
