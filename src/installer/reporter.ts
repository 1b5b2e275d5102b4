import { randomBytes } from 'node:crypto';
import type { Machine } from '../machine.ts';
import type { Pause } from '../pause.ts';
import { problemLine } from '../problem.ts';
import { redacted } from '../redact.ts';
import type { Emit } from './events.ts';
import type { Inventory } from './inventory.ts';
import { keepUnsent, type Listener } from './journal.ts';
import { randomUuid } from './random.ts';
import type { Report, ReportEvent, ReportMachine } from './report-event.ts';
import { reportQueue } from './report-queue.ts';
import { reportStory } from './report-story.ts';
import { type Destination, postEvent } from './report-url.ts';

/** Seconds that an installation waits at its end, and before a restart, for events that are not sent yet. */
const FLUSH = 30;

/** What is known of the machine and its answers by now. `secrets`: never sent. */
type Known = {
  readonly inventory?: Pick<Inventory, 'dmi' | 'links'>;
  readonly hostname?: string | undefined;
  readonly secrets?: readonly string[];
};

export type Reporter = ReturnType<typeof makeReporter>;

type World = {
  readonly machine: Pick<Machine, 'request'>;
  /** Where events that nobody took are kept. */
  readonly folder: string;
  readonly wait?: Pause;
  readonly flushSeconds?: number;
};

/**
 * Sends what happens to `install.report.url`. Events wait until it is known where they are to go, and never hold up
 * an installation but at its end; no failure of theirs ends one.
 */
export function makeReporter({ machine, folder, wait, flushSeconds = FLUSH }: World) {
  let known: Known = {};
  let destination: Destination | undefined;
  let run = newRun();
  let emit: Emit = () => {};

  function newRun() {
    const queue = reportQueue({
      send: async (body, signal) => (destination ? postEvent(machine, destination, body, signal) : {}),
      keep: (bodies) => keepUnsent(folder, bodies),
      warn: (problem) => emit({ event: 'problem', problem, line: problemLine(problem) }),
      ...(wait ? { wait } : {}),
    });
    const drafts: Report[] = [{ event: 'started', time: new Date().toISOString() }];
    return { id: randomUuid(randomBytes), sequence: 0, story: reportStory(), queue, drafts };
  }
  /** Hands over what waits, once there is somebody to send it to. */
  const send = () => {
    if (!destination) return;
    for (const draft of run.drafts.splice(0)) {
      run.sequence += 1;
      const of = { version: 1, install_id: run.id, sequence: run.sequence } as const;
      const event: ReportEvent = { ...of, machine: machineOf(known), ...clean(draft, known.secrets) };
      run.queue.add(JSON.stringify(event));
    }
  };
  const tell = (reports: readonly Report[]) => {
    run.drafts.push(...reports);
    send();
  };
  const say = (line: string) => emit({ event: 'note', line });
  const now = () => new Date().toISOString();
  const listen: Listener = (event) => tell(run.story.hear(event));

  return {
    listen,
    /** A run begins, unless one is under way that a person goes on with. */
    begin(told: Emit): void {
      emit = told;
      if (run.story.isOver()) run = newRun();
    },
    about(more: Known): void {
      known = { ...known, ...more };
    },
    /** From here on events go there, with all that were not sent before. */
    sendTo(where: Destination): void {
      destination = where;
      send();
    },
    stage: (id: string, title: string) => tell(run.story.enter(now(), id, title)),
    restartFailed: (message: string) => tell(run.story.restartFailed(now(), message)),
    /** There was nothing to install. */
    alreadyInstalled: () => tell(run.story.end(now(), 0)),
    /** Before the machine restarts. */
    flush: async () => void (await run.queue.flush(flushSeconds)),
    /** The run is over; what could not be sent is said. */
    async end(exit_code: number): Promise<void> {
      tell(run.story.end(now(), exit_code));
      const stuck = run.queue.stuck();
      if (stuck > 0)
        say(`Reports: ${stuck} events are not taken yet; tried for up to ${flushSeconds} s more.`);
      const left = await run.queue.flush(flushSeconds);
      const where = `${destination?.url}; kept in ${folder}/report.jsonl`;
      if (left > 0) say(`Reports: ${left} events were not taken by ${where}.`);
    },
  };
}

function machineOf({ inventory, hostname }: Known): ReportMachine {
  const { dmi, links = [] } = inventory ?? {};
  const cards = links.filter((link) => link.kind === 'physical' || link.kind === 'slave');
  const macs = cards.map((card) => (card.permanent_mac ?? card.mac).toLowerCase());
  return { serial: dmi?.serial, uuid: dmi?.uuid, macs, hostname };
}

/** Sentences for people may quote what others wrote. */
function clean(report: Report, secrets: readonly string[] = []): Report {
  const text = (line: string) => redacted(line, secrets);
  if (report.event !== 'failed') return report;
  const problems = report.problems.map((problem) => ({ ...problem, line: text(problem.line) }));
  const advice = report.advice === undefined ? {} : { advice: text(report.advice) };
  return { ...report, message: text(report.message), problems, ...advice };
}
