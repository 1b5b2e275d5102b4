import { takeLock } from '../installer/console-lock.ts';
import type { Emit } from '../installer/events.ts';
import { clearKilledRun } from '../installer/killed-run.ts';
import type { Machine } from '../machine.ts';
import { problemLine } from '../problem.ts';
import { LOCK } from './reported.ts';
import type { Tools } from './tools.ts';

/** Clears what a killed installation has left, and says so. Only for who holds the lock. */
export async function sayCleared(machine: Machine, emit: Emit): Promise<void> {
  const { line, problems } = await clearKilledRun(machine);
  if (line !== undefined) emit({ event: 'note', line });
  for (const problem of problems) emit({ event: 'problem', problem, line: problemLine(problem) });
}

/** The same where no console installs; otherwise nothing is left over, it is in use. */
export async function clearedIfFree({ machine, print }: Pick<Tools, 'machine' | 'print'>): Promise<void> {
  const lock = takeLock(LOCK);
  if (!lock) return;
  try {
    const { line, problems } = await clearKilledRun(machine);
    for (const said of [...(line === undefined ? [] : [line]), ...problems.map((p) => problemLine(p))])
      print(said);
  } finally {
    lock.release();
  }
}
