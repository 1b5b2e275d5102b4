import { CommandFailed, type Machine } from '../../machine.ts';
import { type Note, writeNote } from '../note.ts';

const LOOK = 'chronyc -n sources';
/** Offsets are said in these steps, in seconds: a note that changed with each look would say nothing. */
const STEPS = [
  [0.001, 'less than 1 ms'],
  [0.01, 'less than 10 ms'],
  [0.1, 'less than 100 ms'],
  [1, 'less than 1 s'],
] as const;
/** chronyd's name for its own clock (`local` in chrony.conf(5)): 127.127.1.1, as in NTP's reference driver. */
const OWN_CLOCK = '7F7F0101';

/** Says in a note whether the clock is in step, from chronyd's own report. */
export async function noteTime(machine: Machine): Promise<void> {
  await writeNote(machine, 'time', await timeNote(machine));
}

async function timeNote(machine: Machine): Promise<Note> {
  try {
    const { stdout } = await machine.run(['chronyc', '-c', 'tracking'], { timeoutSeconds: 10 });
    return noteOf(stdout.trim().split(','));
  } catch (cause) {
    if (!(cause instanceof CommandFailed)) throw cause;
    return { state: 'failed', text: 'chronyd does not answer', do: 'systemctl status chrony' };
  }
}

/** chronyc(1), `tracking` as CSV: reference, its name, stratum, time, system's offset in seconds, …, leap status. */
function noteOf(fields: readonly string[]): Note {
  const [reference, name, stratum, , offset] = fields;
  if (fields.at(-1) === 'Not synchronised')
    return { state: 'waiting', text: 'no time server has answered yet', do: LOOK };
  if (reference === OWN_CLOCK)
    return { state: 'ok', text: 'goes by its own clock: no time server answers', do: LOOK };
  const off = Math.abs(Number(offset));
  const step = STEPS.find(([limit]) => off < limit)?.[1];
  if (step === undefined)
    return { state: 'waiting', text: `more than 1 s beside ${name}, is being corrected`, do: LOOK };
  return { state: 'ok', text: `follows ${name} (stratum ${stratum}), ${step} off` };
}
