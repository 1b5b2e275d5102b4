import { lstat } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { Common } from '../command-line.ts';
import { stampedName } from '../installer/machine-name.ts';
import { makeReport } from '../installer/report.ts';
import { CommandFailed } from '../machine.ts';
import { EXIT, error, ProblemError } from '../problem.ts';
import { inventoryOf } from './sources.ts';
import type { Tools } from './tools.ts';

/** `report [FILE]`: one archive of all that somebody needs who was not there. @returns the exit code. */
export async function report(
  named: string | undefined,
  common: Common,
  { machine, print, complain }: Pick<Tools, 'machine' | 'print' | 'complain'>,
  version: string,
): Promise<number> {
  if (process.getuid?.() !== 0) throw new ProblemError(error('report.not-root', ''));
  const inventory = await inventoryOf(common, machine);
  const name = stampedName('cos-report', inventory, new Date());
  const shown = named ?? `${name}.tar.gz`;
  await mustBeNew(shown);
  const file = resolve(shown);
  const missing = await made(shown, () => makeReport({ file, name, version, inventory }, machine));
  if (common.output === 'json') {
    print(JSON.stringify({ file, missing }, null, 2));
    return EXIT.ok;
  }
  for (const line of missing) complain(`Not in it: ${line}`);
  print(`${shown} is made. It holds serial numbers and addresses; passwords and keys are stars.`);
  return EXIT.ok;
}

/** A file is never replaced, and a disk that was named by mistake never written to. */
async function mustBeNew(path: string): Promise<void> {
  const found = await lstat(path).catch(() => undefined);
  if (found) throw new ProblemError(error('report.exists', path));
}

/** What the operator can mend: a folder that is not there, a disk that is full. */
async function made<T>(path: string, make: () => Promise<T>): Promise<T> {
  try {
    return await make();
  } catch (cause) {
    const isSystem = cause instanceof CommandFailed || (cause instanceof Error && 'code' in cause);
    if (!isSystem) throw cause;
    throw new ProblemError(error('usage.not-writable', path, { reason: cause.message }));
  }
}
