import type { Machine } from '../../machine.ts';
import { type ReadNote, readNotes } from '../note.ts';
import { type Component, componentsOf, type NodeKind, PROGRAM_FOLDERS } from './components.ts';
import { isSettled, judge, type Row, type State } from './judge.ts';
import { readKind } from './node-kind.ts';
import { type UnitState, unitStates } from './unit-state.ts';

/** Active once a node has started what it starts. */
const STARTED = 'multi-user.target';

/** A node as `cspherectl status` shows it. */
export type NodeStatus = {
  readonly hostname: string;
  readonly role: NodeKind['role'];
  /** All that is installed is up, and nothing waits. */
  readonly ready: boolean;
  /** Components in the order of their needs, then what is no component: pool, networks, virtual IP. */
  readonly rows: readonly Row[];
};

/** Asks systemd once for all units, and reads the notes. @throws NodeFailure on what is no COS node */
export async function nodeStatus(machine: Machine, now = new Date()): Promise<NodeStatus> {
  const kind = await readKind(machine);
  const components = componentsOf(kind);
  const units = await unitStates(machine, [...components.map(({ unit }) => unit), STARTED], now);
  const notes = await readNotes(machine);
  const rows = [...(await componentRows(machine, components, units, notes)), ...others(components, notes)];
  const hostname = ((await machine.readText('/proc/sys/kernel/hostname')) ?? '').trim();
  return { hostname, role: kind.role, ready: rows.every(({ state }) => isSettled(state)), rows };
}

async function componentRows(
  machine: Machine,
  components: readonly Component[],
  units: ReadonlyMap<string, UnitState>,
  notes: readonly ReadNote[],
): Promise<Row[]> {
  const rows: Row[] = [];
  for (const component of components) {
    const unit = units.get(component.unit);
    if (!unit) continue;
    const after = rows.find(({ state }) => !isSettled(state))?.name;
    const { program } = component;
    const hasProgram = unit.isSkipped && (program === undefined || (await isThere(machine, program)));
    const note = notes.find(({ thing }) => thing === component.thing);
    const isStarting = units.get(STARTED)?.active !== 'active';
    rows.push(judge({ component, unit, note, hasProgram, after, isStarting }));
  }
  return rows;
}

async function isThere(machine: Machine, program: string): Promise<boolean> {
  const places = program.startsWith('/')
    ? [program]
    : PROGRAM_FOLDERS.map((folder) => `${folder}/${program}`);
  for (const path of places) {
    const isHere = await machine.readAt(path, 0, 1).then(
      () => true,
      () => false,
    );
    if (isHere) return true;
  }
  return false;
}

const STATE_OF: Readonly<Record<ReadNote['state'], State>> = {
  ok: 'up',
  skipped: 'up',
  waiting: 'waiting',
  failed: 'failed',
};

/** Notes that no component shows. */
function others(components: readonly Component[], notes: readonly ReadNote[]): Row[] {
  const shown = new Set(components.map(({ thing }) => thing));
  return notes
    .filter(({ thing }) => !shown.has(thing))
    .map(({ thing, state, since, text, do: remedy }) => ({
      name: thing,
      state: STATE_OF[state],
      since,
      text,
      do: remedy,
    }));
}
