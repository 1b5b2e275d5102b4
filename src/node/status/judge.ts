import type { ReadNote } from '../note.ts';
import type { Component } from './components.ts';
import type { UnitState } from './unit-state.ts';

export const STATES = ['up', 'standby', 'not installed', 'waiting', 'restarting', 'down', 'failed'] as const;
export type State = (typeof STATES)[number];

/** How a component is, in words. */
export type Row = {
  readonly name: string;
  readonly state: State;
  /** ISO 8601; absent where nothing ever happened. */
  readonly since?: string | undefined;
  readonly text: string;
  /** The command to type. */
  readonly do?: string | undefined;
  readonly unit?: string | undefined;
  readonly pid?: number | undefined;
};

export type Judged = {
  readonly component: Component;
  readonly unit: UnitState;
  readonly note: ReadNote | undefined;
  /** Whether its program is there; only asked where a condition was not met. */
  readonly hasProgram: boolean;
  /** The component before it that is not up yet. */
  readonly after: string | undefined;
  /** The node itself has not finished starting: what was never tried may come yet. */
  readonly isStarting: boolean;
};

/** States in which there is nothing to do or to wait for. */
export function isSettled(state: State): boolean {
  return state === 'up' || state === 'standby' || state === 'not installed';
}

/** What systemd and the component's own note say together. */
export function judge(judged: Judged): Row {
  const { component, unit, note } = judged;
  const row = { name: component.name, unit: component.unit, since: unit.since?.toISOString() };
  const base = { ...row, ...(unit.pid > 0 ? { pid: unit.pid } : {}) };
  switch (unit.active) {
    case 'active':
    case 'reloading':
      return { ...base, ...upOf(unit, note) };
    case 'activating':
      if (unit.sub === 'auto-restart') return { ...base, ...restarting(component, unit, note) };
      return { ...base, state: 'waiting', text: 'is starting', do: logsOf(component), ...waitingWords(note) };
    case 'deactivating':
      return { ...base, state: 'waiting', text: 'is stopping' };
    case 'failed':
      return { ...base, state: 'failed', text: endedHow(unit), do: logsOf(component), ...failedWords(note) };
    default:
      return { ...base, ...inactive(judged) };
  }
}

type Words = Pick<Row, 'state' | 'text' | 'do'> & { readonly since?: string };

function upOf(unit: UnitState, note: ReadNote | undefined): Words {
  if (note && note.state !== 'ok') {
    const state = note.state === 'skipped' ? 'up' : note.state;
    return { state, text: note.text, do: note.do, since: note.since };
  }
  return { state: 'up', text: note?.text ?? (unit.pid === 0 ? 'done' : `pid ${unit.pid}`) };
}

function waitingWords(note: ReadNote | undefined): Partial<Words> {
  return note && note.state !== 'ok' ? { text: note.text, do: note.do, since: note.since } : {};
}

function failedWords(note: ReadNote | undefined): Partial<Words> {
  return note?.state === 'failed' ? { text: note.text, do: note.do } : {};
}

function restarting(component: Component, unit: UnitState, note: ReadNote | undefined): Words {
  const times = unit.restarts > 0 ? ` (${unit.restarts} times)` : '';
  const text = `${endedHow(unit)}, is started again${times}`;
  return { state: 'restarting', text, do: logsOf(component), ...waitingWords(note) };
}

function inactive({ component, unit, hasProgram, after, isStarting }: Judged): Words {
  const { name, program, byMonitor } = component;
  if (!unit.isKnown) return { state: 'not installed', text: `this image has no ${component.unit}` };
  if (unit.isSkipped && !hasProgram)
    return { state: 'not installed', text: `${program} is neither in the image nor in the payload` };
  if (unit.isSkipped)
    return {
      state: 'down',
      text: 'a condition of its unit is not met',
      do: `systemctl status ${component.unit}`,
    };
  if (byMonitor) return { state: 'standby', text: 'runs where the virtual IP is' };
  if (unit.isQueued || (!unit.wasTried && (after !== undefined || isStarting)))
    return { state: 'waiting', text: after === undefined ? 'is about to start' : `starts after ${after}` };
  return { state: 'down', text: 'is stopped', do: `cspherectl start ${name}` };
}

/** systemd.exec(5), `Result`: of a program that ended by itself, by a signal, or not in time. */
function endedHow({ result, exitStatus }: UnitState): string {
  return result === 'exit-code' ? `ended with exit code ${exitStatus}` : `ended (${result})`;
}

function logsOf({ name }: Component): string {
  return `cspherectl logs ${name}`;
}
