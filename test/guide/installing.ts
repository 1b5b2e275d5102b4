import type { Failure, InstallEvent } from '../../src/installer/events.ts';
import { bytesOf } from '../../src/installer/execute.ts';
import { failureAdvice, failureMessage } from '../../src/installer/failure-words.ts';
import { LOG } from '../../src/installer/steps/places.ts';
import { EXIT, error, warning } from '../../src/problem.ts';
import type { Action, Plan, Step } from '../../src/step.ts';

/** Bytes a second of the machine that is imagined, and seconds of a step that copies nothing. */
const RATE = 40e6;
const IDLE_SECONDS = 0.4;

/** What an installation of a plan says, at a steady pace from a fixed time on; `progress` every second. */
export function installation(plan: Plan): InstallEvent[] {
  const clock = clockFrom(Date.UTC(2026, 0, 1));
  const target = plan.target.path;
  const steps = plan.steps.map(({ id, title, phase, touches }) => {
    return { id, title, phase, ...(touches.includes(target) ? ({ writes: true } as const) : {}) };
  });
  const total_bytes = plan.steps.reduce((sum, { run }) => sum + bytesOf(run), 0);
  return [
    ...plan.destroys.map(({ sentence }) => clock.now({ event: 'note', line: sentence } as const)),
    clock.now({ event: 'started', target, total_bytes, steps } as const),
    ...plan.steps.flatMap((step) => stepEvents(step, clock)),
    clock.now({ event: 'finished', seconds: clock.seconds() } as const),
    clock.now({ event: 'ended', exit_code: EXIT.ok } as const),
  ];
}

/** The same until a step fails with what the disk said. */
export function failedInstallation(plan: Plan, id: string): InstallEvent[] {
  const whole = installation(plan);
  const failing = whole.findIndex((event) => event.event === 'step-finished' && event.id === id);
  const title = plan.steps.find((step) => step.id === id)?.title ?? '';
  const device = plan.target.path;
  const reason = 'EIO: i/o error, write';
  const facts = {
    step_id: id,
    title,
    reason,
    problems: [error('step.writing', '', { reason })],
    exit_code: EXIT.write,
    device,
    disk_state: 'unusable',
  } as const;
  const failure: Failure = { ...facts, message: failureMessage(facts, title), advice: failureAdvice(facts) };
  const problem = warning('log.no-volume', '', { label: 'COS-ANSWERS' });
  const time = whole[failing]?.time ?? '';
  return [
    ...whole.slice(0, failing),
    { time, event: 'failed', failure },
    { time, event: 'recorded', recorded: { folder: LOG, problem } },
    { time, event: 'ended', exit_code: EXIT.write },
  ];
}

type Clock = ReturnType<typeof clockFrom>;

function clockFrom(start: number) {
  let milliseconds = 0;
  return {
    wait: (seconds: number) => {
      milliseconds += seconds * 1000;
    },
    seconds: () => Math.round(milliseconds / 100) / 10,
    now: <T extends object>(event: T) => ({ time: new Date(start + milliseconds).toISOString(), ...event }),
  };
}

function stepEvents({ id, title, run }: Step, clock: Clock): InstallEvent[] {
  const begun = clock.seconds();
  const total = bytesOf(run);
  const events: InstallEvent[] = [clock.now({ event: 'step-started', id, title } as const)];
  for (const argv of commandsOf(run)) events.push(clock.now({ event: 'command', id, argv } as const));
  if (total === 0) clock.wait(IDLE_SECONDS);
  for (let bytes = 0; bytes < total; ) {
    const more = Math.min(RATE, total - bytes);
    bytes += more;
    clock.wait(more / RATE);
    events.push(clock.now({ event: 'progress', id, bytes } as const));
  }
  const seconds = Math.round((clock.seconds() - begun) * 10) / 10;
  return [...events, clock.now({ event: 'step-finished', id, title, seconds } as const)];
}

function commandsOf(actions: readonly Action[]): (readonly string[])[] {
  return actions.flatMap((action) => {
    if (action.do === 'run') return [action.argv];
    return action.do === 'within' ? [action.enter, ...commandsOf(action.run), action.leave] : [];
  });
}
