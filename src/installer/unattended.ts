import { chooseDisk } from '../disk/choose.ts';
import { DATA_DISK } from '../disk/data-disk.ts';
import { sampleDisk } from '../disk/sample.ts';
import type { Machine } from '../machine.ts';
import { EXIT, exitCodeOf, type Problem, problemLine, whereExplained } from '../problem.ts';
import { afterwards } from './afterwards.ts';
import { readAnswers } from './answer-file.ts';
import { type AnswerSource, findAnswers, triedLines } from './answer-source.ts';
import type { Answers } from './answers.ts';
import { carryOut } from './carry-out.ts';
import type { Emit } from './events.ts';
import type { Inventory } from './inventory.ts';
import { keepDocument } from './journal.ts';
import { makePlan } from './plan.ts';
import { runPreflight } from './preflight.ts';
import { prepare } from './prepare.ts';
import { finishedNode } from './reinstall-guard.ts';
import type { Reporter } from './reporter.ts';
import { resolveAnswers } from './resolved.ts';
import { startNode } from './start-node.ts';
import { LOG } from './steps/places.ts';
import { underPolicy } from './target-health.ts';
import { wipeProblems } from './wipe-allowed.ts';

export type Unattended = {
  readonly machine: Machine;
  readonly inventory: Inventory;
  readonly emit: Emit;
  readonly signal: AbortSignal;
  readonly reporter?: Reporter;
  /** A recording describes another machine: the network of this one is not its own. */
  readonly recorded?: boolean;
};

/**
 * An install without a person: checks everything, and only then writes.
 * @returns the exit code.
 */
export async function unattended(source: AnswerSource, context: Unattended): Promise<number> {
  const { inventory, emit } = context;
  keepDocument(LOG, 'inventory.json', inventory, emit);
  const read = readAnswers(source.text, source.name, source.node);
  if ('problems' in read) return stop(emit, read.problems);
  tell(emit, read.warnings);
  context.reporter?.stage('checks', 'Check machine and answers');
  const { answers } = read;
  if (await startsFinishedNode(answers, context)) return EXIT.ok;
  const ready = prepare(answers, inventory);
  if ('problems' in ready) return stop(emit, ready.problems);
  const forbidden = wipeProblems(answers.install, ready);
  return forbidden.length > 0 ? stop(emit, forbidden) : install(answers, context);
}

/** A node that is there starts whatever else the machine lacks by now: a card, the data disk. */
async function startsFinishedNode(
  answers: Answers,
  { machine, inventory, emit, reporter }: Unattended,
): Promise<boolean> {
  const chosen = chooseDisk(answers.disk.target, inventory.disks, inventory.firmware.kind);
  if ('problems' in chosen) return false;
  const { disk } = chosen;
  const note = await finishedNode(machine, disk, answers);
  if (!note) return false;
  const holds = `${disk.path} already holds a complete node made from these answers`;
  if ('image' in note) {
    // Only its own boot menu knows how it is started: going on would come back here from a medium that is left in.
    say(emit, `${holds} (${note.image}). Remove the installation medium and restart the machine.`);
    return true;
  }
  say(emit, `${holds}: starting it.`);
  reporter?.alreadyInstalled();
  await reporter?.flush();
  await startNode(machine, disk, note);
  return true;
}

async function install(answers: Answers, context: Unattended): Promise<number> {
  const { machine, inventory, emit, signal, reporter, recorded = false } = context;
  const resolved = await resolveAnswers(answers, { machine });
  const planned = makePlan(resolved, inventory);
  if ('problems' in planned) return stop(emit, planned.problems);
  tell(emit, planned.warnings);
  const { plan } = planned;
  const sampled = [
    ...(await sampleDisk(machine, plan.target, { signal })),
    ...(plan.data ? await sampleDisk(machine, plan.data, { signal, path: DATA_DISK }) : []),
  ];
  const read = underPolicy(sampled, answers.install);
  if (read.some((one) => one.severity === 'error')) return stop(emit, read);
  tell(emit, read);
  if (!recorded) {
    // The last look before the first write: it may wait for the other machines of the cluster.
    const { problems } = await runPreflight(resolved, inventory, { machine, emit, signal });
    if (problems.some((one) => one.severity === 'error')) return stop(emit, problems);
    tell(emit, problems);
  }
  const exit_code = await carryOut(plan, { machine, emit, signal });
  if (exit_code !== EXIT.ok) return exit_code;
  await afterwards(answers.install.on_success, inventory.medium?.device, {
    machine,
    signal,
    say: (line) => say(emit, line),
    reporter,
  });
  return EXIT.ok;
}

/** The answer file of this machine, each place that was looked at said; undefined where there is none. */
export async function searchAnswers({
  machine,
  inventory,
  emit,
  signal,
}: Unattended): Promise<AnswerSource | undefined> {
  const told = { say: (line: string) => say(emit, line), signal };
  const { tried, source } = await findAnswers(machine, inventory, told);
  for (const line of triedLines(tried)) say(emit, line);
  return source;
}

/** Ends an installation that has written nothing. `lines` stand below the problems. @returns the exit code. */
export function stop(emit: Emit, problems: readonly Problem[], lines: readonly string[] = []): number {
  tell(emit, problems);
  for (const line of lines) say(emit, line);
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
