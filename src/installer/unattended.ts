import { sampleDisk } from '../disk/sample.ts';
import type { Machine } from '../machine.ts';
import { EXIT, error, exitCodeOf, type Problem, problemLine, whereExplained } from '../problem.ts';
import { afterwards } from './afterwards.ts';
import { readAnswers } from './answer-file.ts';
import { type AnswerSource, findAnswers, triedLines } from './answer-source.ts';
import type { Answers } from './answers.ts';
import { carryOut } from './carry-out.ts';
import type { Emit } from './events.ts';
import type { Inventory } from './inventory.ts';
import { keepDocument } from './journal.ts';
import { makePlan } from './plan.ts';
import { prepare } from './prepare.ts';
import { finishedNode } from './reinstall-guard.ts';
import { resolveAnswers } from './resolved.ts';
import { startNode } from './start-node.ts';
import { LOG } from './steps/places.ts';
import { underPolicy } from './target-health.ts';

export type Unattended = {
  readonly machine: Machine;
  readonly inventory: Inventory;
  readonly emit: Emit;
  readonly signal: AbortSignal;
};

/**
 * An install without a person: checks everything, and only then writes.
 * @returns the exit code.
 */
export async function unattended(source: AnswerSource, context: Unattended): Promise<number> {
  const { machine, inventory, emit } = context;
  keepDocument(LOG, 'inventory.json', inventory, emit);
  const read = readAnswers(source.text, source.name);
  if ('problems' in read) return stop(emit, read.problems);
  tell(emit, read.warnings);
  const { answers } = read;
  const ready = prepare(answers, inventory);
  if ('problems' in ready) return stop(emit, ready.problems);
  const note = await finishedNode(machine, ready.disk, answers);
  if (note) {
    const holds = `${ready.disk.path} already holds a complete node made from these answers`;
    if ('image' in note) {
      // Only its own boot menu knows how it is started: going on would come back here from a medium that is left in.
      say(emit, `${holds} (${note.image}). Remove the installation medium and restart the machine.`);
      return EXIT.ok;
    }
    say(emit, `${holds}: starting it.`);
    await startNode(machine, ready.disk, note);
    return EXIT.ok;
  }
  if (answers.install.wipe !== 'target')
    return stop(emit, [error('install.wipe-not-allowed', 'install.wipe', { device: ready.disk.path })]);
  return install(answers, context);
}

async function install(answers: Answers, { machine, inventory, emit, signal }: Unattended): Promise<number> {
  const planned = makePlan(await resolveAnswers(answers, { machine }), inventory);
  if ('problems' in planned) return stop(emit, planned.problems);
  tell(emit, planned.warnings);
  const read = underPolicy(await sampleDisk(machine, planned.plan.target, { signal }), answers.install);
  if (read.some((one) => one.severity === 'error')) return stop(emit, read);
  tell(emit, read);
  const exit_code = await carryOut(planned.plan, { machine, emit, signal });
  if (exit_code !== EXIT.ok) return exit_code;
  await afterwards(answers.install.on_success, inventory.medium?.device, {
    machine,
    signal,
    say: (line) => say(emit, line),
  });
  return EXIT.ok;
}

/** The answer file of this machine, each place that was looked at said; undefined where there is none. */
export async function searchAnswers({
  machine,
  inventory,
  emit,
}: Omit<Unattended, 'signal'>): Promise<AnswerSource | undefined> {
  const { tried, source } = await findAnswers(machine, inventory);
  for (const line of triedLines(tried)) say(emit, line);
  return source;
}

function stop(emit: Emit, problems: readonly Problem[]): number {
  tell(emit, problems);
  say(emit, 'Nothing was written to any disk.');
  for (const line of whereExplained(problems)) say(emit, line);
  return exitCodeOf(problems);
}

function tell(emit: Emit, problems: readonly Problem[]): void {
  for (const problem of problems) emit({ event: 'problem', problem, line: problemLine(problem) });
}

function say(emit: Emit, line: string): void {
  emit({ event: 'note', line });
}
