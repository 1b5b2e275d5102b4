import { restartNow } from '../installer/afterwards.ts';
import { EXIT } from '../problem.ts';
import { wrap } from '../screens/width.ts';
import { leavingLines } from '../screens/wizard/result.ts';
import type { WizardState } from '../screens/wizard/state.ts';
import type { Tools } from './tools.ts';
import type { Leave } from './wizard-loop.ts';

/** Columns of the consoles that a wizard runs on, the smallest of them. */
const COLUMNS = 80;

/**
 * What the person wanted at the end. What was and was not written stays on the console.
 * @returns the exit code.
 */
export async function left(
  { to }: Leave,
  state: WizardState,
  { machine, print }: Pick<Tools, 'machine' | 'print'>,
): Promise<number> {
  for (const line of leavingLines(state).flatMap((text) => wrap(text, COLUMNS))) print(line);
  if (to !== 'shell') {
    const failed = await restartNow(to, state.inventory?.medium?.device, machine);
    if (failed !== undefined) print(failed);
  }
  return state.run?.exit_code ?? EXIT.aborted;
}
