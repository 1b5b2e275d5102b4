import { CommandFailed, type Machine } from '../machine.ts';
import type { InstallAnswers } from './install-answers.ts';

const SAYINGS: Record<InstallAnswers['on_success'], string> = {
  reboot: 'Restarting into the installed node.',
  poweroff: 'Powering off.',
  stay: 'The machine stays on; restart it when you are ready.',
};

/**
 * What happens after a successful install. The medium cannot be ejected while the live system runs from
 * it, so the operator is told to remove it; one that is left in starts the finished node (reinstall guard).
 */
export async function afterwards(
  machine: Machine,
  mediumDevice: string | undefined,
  onSuccess: InstallAnswers['on_success'],
  say: (line: string) => void,
): Promise<void> {
  if (mediumDevice !== undefined) say(`Remove the installation medium (${mediumDevice}).`);
  say(SAYINGS[onSuccess]);
  if (onSuccess === 'stay') return;
  try {
    await machine.run(['systemctl', onSuccess]);
  } catch (cause) {
    if (!(cause instanceof CommandFailed)) throw cause;
    say(`The node is complete, but ${cause.message}. Restart the machine by hand.`);
  }
}
