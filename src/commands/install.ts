import type { Common } from '../command-line.ts';
import { type AnswerSource, answersAt } from '../installer/answer-source.ts';
import { takeInstallLock } from '../installer/console-lock.ts';
import type { InstallEvent } from '../installer/events.ts';
import { matchLines, noMatch } from '../installer/fleet/choose.ts';
import { nodeSource } from '../installer/fleet/source.ts';
import { follow } from '../installer/follow.ts';
import { readPartlyInteractive } from '../installer/interactive.ts';
import type { Listener } from '../installer/journal.ts';
import { reportByFile, reportByWord } from '../installer/report-destination.ts';
import type { Reporter } from '../installer/reporter.ts';
import { searchAnswers, stop, type Unattended, unattended } from '../installer/unattended.ts';
import { isUrl } from '../installer/url-candidates.ts';
import { EXIT, error, type Problem, ProblemError } from '../problem.ts';
import { jsonRenderer, lineRenderer } from '../screens/lines.ts';
import type { AskedNode } from './ask-node.ts';
import { sayCleared } from './cleared.ts';
import { EVENTS, LOCK, type ReportedContext, reported, stoppable } from './reported.ts';
import { inventoryOf, readNamed } from './sources.ts';
import type { Tools } from './tools.ts';
import type { Asked } from './wizard.ts';

type Renderer = { readonly listen: Listener; readonly close: () => Promise<void> };

/**
 * `install [ANSWERS]`: on one console it installs, on every other one it shows the same progress. Where no
 * answer file is named and none is found, or the file says so, the wizard asks a person, if there can be one.
 */
export async function install(answers: string | undefined, given: Common, tools: Tools): Promise<number> {
  if (process.getuid?.() !== 0) throw new ProblemError(error('install.not-root', ''));
  let common = given;
  let reporter: Reporter | undefined;
  for (;;) {
    const result = await onThisConsole(answers, common, reporter, tools);
    if (typeof result === 'number') return result;
    if (result === 'again') continue;
    if (!('nodes' in result)) {
      const { wizard } = await import('./wizard.ts');
      return wizard(common, tools, result);
    }
    const { askNode } = await import('./ask-node.ts');
    const said = await askNode(result, common, tools);
    if (said === 'again') continue;
    if (!said) {
      await result.reporter.end(EXIT.aborted);
      return EXIT.aborted;
    }
    common = { ...common, node: said.node };
    reporter = result.reporter;
  }
}

/** Installs where no other console does; otherwise shows what that one does. */
async function onThisConsole(
  answers: string | undefined,
  common: Common,
  reporter: Reporter | undefined,
  tools: Tools,
): Promise<number | 'again' | Asked | AskedNode> {
  const lock = takeInstallLock(LOCK);
  const { listen, close } = await chooseRenderer(common, tools);
  try {
    if (!lock) return await watch(listen, tools.signal);
    return await reported(stoppable(tools, lock), { ...common, listen, reporter }, (context) =>
      installHere(answers, common, context, tools),
    );
  } finally {
    await close();
    lock?.release();
  }
}

/** @returns the exit code, or what a person is to be asked. */
async function installHere(
  answers: string | undefined,
  common: Common,
  { emit, machine, signal, reporter }: ReportedContext,
  tools: Tools,
): Promise<number | Asked | AskedNode> {
  const named = await namedFile(answers);
  if (common.machine === undefined) await sayCleared(machine, emit);
  const inventory = await inventoryOf(common, machine);
  const context = { machine, inventory, emit, signal, reporter };
  await reportByWord(reporter, context);
  const file =
    typeof named === 'string' ? await fileAt(named, context) : (named ?? (await searchAnswers(context)));
  if (!file)
    return askOrStop({ base: {} }, error('answers.none-found', ''), { common, emit, reporter }, tools);
  const chosen = nodeSource(file, inventory, common.node);
  const source = 'source' in chosen ? chosen.source : file;
  await reportByFile(source.text, reporter, machine, source.node);
  if ('problems' in chosen) return stop(emit, chosen.problems);
  if ('nodes' in chosen) {
    if (!(await canAsk(common, tools)))
      return stop(emit, [{ ...noMatch(inventory), place: file.name }], matchLines(inventory));
    reporter.stage('person', 'Ask a person');
    return { nodes: chosen.nodes, inventory, reporter };
  }
  if (source.node) emit({ event: 'note', line: `answers: this machine is ${source.node.name}` });
  const partly = readPartlyInteractive(source.text, source.name, source.node);
  if (!partly) return unattended(source, { ...context, recorded: common.machine !== undefined });
  const sections = partly.sections.join(', ');
  const problem = { ...error('install.cannot-ask', 'install.interactive', { sections }), place: source.name };
  return askOrStop(partly, problem, { common, emit, reporter }, tools);
}

/** A file that the operator named, with its text; an address as it is. */
async function namedFile(answers: string | undefined): Promise<AnswerSource | string | undefined> {
  if (answers === undefined || isUrl(answers)) return answers;
  return { name: answers, text: await readNamed(answers) };
}

function fileAt(address: string, { emit, ...context }: Omit<Unattended, 'recorded'>): Promise<AnswerSource> {
  return answersAt(address, '', { ...context, say: (line) => emit({ event: 'note', line }) });
}

type Asking = { readonly common: Common } & Pick<ReportedContext, 'emit' | 'reporter'>;

/** A person is asked; where there can be none, the problem ends it. */
async function askOrStop(
  asked: Asked,
  problem: Problem,
  { common, emit, reporter }: Asking,
  tools: Tools,
): Promise<number | Asked> {
  if (!(await canAsk(common, tools))) return stop(emit, [problem]);
  reporter.stage('person', 'Ask a person');
  return { ...asked, reporter };
}

/** Whether somebody can answer here: a terminal that can redraw, and no `cos.auto` on the kernel's command line. */
export async function canAsk({ output }: Common, { machine, stdin, stdout }: Tools): Promise<boolean> {
  const words = ((await machine.readText('/proc/cmdline')) ?? '').split(/\s+/);
  return output === 'text' && stdin.isTTY && redraws(stdout) && !words.includes('cos.auto');
}

/** @returns the exit code of the installation on the other console; `again` when there was none. */
async function watch(listen: Listener, signal: AbortSignal): Promise<number | 'again'> {
  let begun = false;
  const notice = (event: InstallEvent) => {
    begun ||= event.event === 'started';
    listen(event);
  };
  const last = await follow(EVENTS, LOCK, notice, signal);
  if (last?.event === 'ended') return last.exit_code;
  if (signal.aborted) return EXIT.aborted;
  if (!begun) return 'again';
  throw new ProblemError(error('install.other-console', ''));
}

/** Ink on a terminal that can redraw, plain lines elsewhere, JSON where it was asked for. */
async function chooseRenderer({ output }: Common, { stdout, print }: Tools): Promise<Renderer> {
  const close = async () => {};
  if (output === 'json') return { listen: jsonRenderer(print), close };
  if (!redraws(stdout)) return { listen: lineRenderer(print), close };
  const { inkRenderer } = await import('../screens/ink/render.tsx');
  return inkRenderer(stdout);
}

function redraws(stdout: NodeJS.WriteStream): boolean {
  return stdout.isTTY && process.env.TERM !== 'dumb';
}
