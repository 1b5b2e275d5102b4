import { EXIT } from '../problem.ts';
import type { Plan } from '../step.ts';
import { absentWords } from './describe.ts';
import { type Context, execute } from './execute.ts';
import { keepDocument } from './journal.ts';
import { LOG } from './steps/places.ts';

/** Carries out a plan that was agreed to: recorded, what it destroys said first. @returns the exit code. */
export async function carryOut(plan: Plan, context: Context): Promise<number> {
  keepDocument(LOG, 'plan.json', plan, context.emit);
  for (const { sentence } of plan.destroys) context.emit({ event: 'note', line: sentence });
  for (const absent of plan.not_installed ?? [])
    context.emit({ event: 'note', line: `not installed: ${absentWords(absent)}` });
  const outcome = await execute(plan, context);
  return outcome.ok ? EXIT.ok : outcome.failure.exit_code;
}
