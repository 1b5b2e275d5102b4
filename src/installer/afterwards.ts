import { CommandFailed, type Machine } from '../machine.ts';
import { type Pause, pause } from '../pause.ts';
import type { InstallAnswers } from './install-answers.ts';
import type { Reporter } from './reporter.ts';
import { RUN } from './steps/places.ts';

const SAYINGS: Record<InstallAnswers['on_success'], string> = {
  reboot: 'Restarting into the installed node in 10 seconds; Ctrl+C keeps this system on.',
  poweroff: 'Powering off in 10 seconds; Ctrl+C keeps this system on.',
  stay: 'The machine stays on; restart it when you are ready.',
};

/** Seconds in which an operator sees the result on every console, and can keep the machine on. */
const PAUSE = 10;

/** A drive whose medium the machine can eject by itself. */
export function isOptical(device: string): boolean {
  return /^\/dev\/sr\d+$/.test(device);
}

/** Read at the very end of the shutdown, when nothing is needed from the medium any more. */
export const EJECT_NOTE = `${RUN}/eject`;

/**
 * Restarts or powers off as a person asked for; a CD is ejected at the end, a stick cannot be.
 * @returns what went wrong, in words; undefined: it is under way.
 */
export async function restartNow(
  how: 'reboot' | 'poweroff',
  mediumDevice: string | undefined,
  machine: Pick<Machine, 'run' | 'writeFile'>,
): Promise<string | undefined> {
  if (mediumDevice !== undefined && isOptical(mediumDevice))
    await machine.writeFile(EJECT_NOTE, `${mediumDevice}\n`, 0o644);
  try {
    await machine.run(['systemctl', how]);
    return undefined;
  } catch (cause) {
    if (!(cause instanceof CommandFailed)) throw cause;
    return `The node is complete, but ${cause.message}. Restart the machine by hand.`;
  }
}

export type Afterwards = {
  readonly machine: Machine;
  readonly say: (line: string) => void;
  readonly signal: AbortSignal;
  readonly wait?: Pause;
  readonly reporter?: Pick<Reporter, 'flush' | 'restartFailed'> | undefined;
};

/**
 * What happens after a successful install. The medium cannot be ejected while the live system runs from
 * it, so the operator is told to remove it; one that is left in starts the finished node (reinstall guard).
 */
export async function afterwards(
  onSuccess: InstallAnswers['on_success'],
  mediumDevice: string | undefined,
  { machine, say, signal, wait = pause, reporter }: Afterwards,
): Promise<void> {
  if (mediumDevice !== undefined) say(`Remove the installation medium (${mediumDevice}).`);
  say(SAYINGS[onSuccess]);
  if (onSuccess === 'stay') return;
  await wait(PAUSE, signal);
  if (signal.aborted) return say(SAYINGS.stay);
  await reporter?.flush();
  try {
    await machine.run(['systemctl', onSuccess]);
  } catch (cause) {
    if (!(cause instanceof CommandFailed)) throw cause;
    const failed = `The node is complete, but ${cause.message}. Restart the machine by hand.`;
    say(failed);
    reporter?.restartFailed(failed);
  }
}
