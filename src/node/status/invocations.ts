import { CommandFailed, type Machine } from '../../machine.ts';
import { enterCluster, showCluster } from '../cluster/invocations.ts';
import { NodeFailure } from '../failure.ts';
import { noteHealth } from '../platform/health.ts';
import { PUBLIC_ENV_PATH } from '../public-env.ts';
import { type Component, componentsOf, type NodeKind } from './components.ts';
import { showOnConsoles } from './console.ts';
import { control, type Verb } from './control.ts';
import { isSettled, type State } from './judge.ts';
import { cosOnly } from './node-kind.ts';
import { type NodeStatus, nodeStatus } from './node-status.ts';
import { noteRegistry } from './registry-note.ts';
import { makeSnap } from './snap.ts';
import { statusText } from './status-text.ts';
import { noteTime } from './time-note.ts';

/** What `cspherectl` is given beside its arguments. */
export type Context = {
  readonly machine: Machine;
  readonly isRoot: boolean;
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
  /** From now on Ctrl+C aborts the signal in place of the program: for `logs -f`. */
  readonly interrupt: () => AbortSignal;
};

export type Invocation = Context & { readonly kind: NodeKind; readonly rest: readonly string[] };

/** start, stop, restart: of all components or of one; then the state, as in COS. @returns 1 when one failed */
export async function controlled(one: Invocation, verbs: readonly Verb[]): Promise<number> {
  const { machine, out, kind, rest } = one;
  const components = chosen(kind, rest[0]);
  let isFine = true;
  for (const verb of verbs) isFine = (await control(machine, verb, components, out)) && isFine;
  out(`\n${statusText(await nodeStatus(machine))}`);
  return isFine ? 0 : 1;
}

/** @returns 0 when all is settled, else 1; for one component 0, 1 where it does not run, 2 in between */
export async function showStatus(one: Invocation): Promise<number> {
  const { machine, out, kind, rest } = one;
  if (rest.includes('--cluster')) return showCluster(cosOnly(one));
  if (kind.role === 'platform') await noteHealth(machine, kind);
  const [name] = rest.filter((word) => !word.startsWith('--'));
  const components = chosen(kind, name);
  const whole = await nodeStatus(machine);
  const names = components.map((component) => component.name);
  const status = name === undefined ? whole : only(whole, names);
  out(rest.includes('--json') ? statusJson(status) : statusText(status));
  const [row] = status.rows;
  return name === undefined || !row ? Number(!status.ready) : codeOf(row.state);
}

export async function showLogs({ machine, out, kind, rest, interrupt }: Invocation): Promise<number> {
  const [name, ...more] = rest;
  if (name === undefined) throw new NodeFailure(`logs of which component? ${namesOf(componentsOf(kind))}`);
  const [component] = chosen(kind, name);
  if (!component) return 1;
  const signal = interrupt();
  const onLine = (_: string, line: string) => out(`${line}\n`);
  try {
    await machine.run(['journalctl', '--no-pager', '--unit', component.unit, ...more], {
      onLine,
      signal,
    });
  } catch (cause) {
    // journalctl has said why.
    if (!(cause instanceof CommandFailed)) throw cause;
    return signal.aborted ? 0 : (cause.exitCode ?? 1);
  }
  return 0;
}

export async function makeArchive({ machine, out, kind, rest }: Invocation): Promise<number> {
  const components = componentsOf(kind);
  const status = statusJson(await nodeStatus(machine));
  const path = await makeSnap(machine, { role: kind.role, components, journalArguments: rest, status });
  out(`${path}\n`);
  return 0;
}

export async function renewConsole({ machine, kind }: Invocation): Promise<number> {
  await noteTime(machine);
  if (kind.role === 'platform') {
    await noteHealth(machine, kind);
    await showOnConsoles(machine, await nodeStatus(machine));
    return 0;
  }
  // Before csphere-prepare the node has no address to tell of.
  const isPrepared = (await machine.readText(PUBLIC_ENV_PATH)) !== undefined;
  if (isPrepared && kind.registry) await noteRegistry(machine);
  await showOnConsoles(machine, await nodeStatus(machine));
  if (isPrepared) await enterCluster(machine);
  return 0;
}

function statusJson(status: NodeStatus): string {
  return `${JSON.stringify(status, null, 2)}\n`;
}

/** @throws NodeFailure in COS's words */
function chosen(kind: NodeKind, name: string | undefined): readonly Component[] {
  const all = componentsOf(kind);
  if (name === undefined) return all;
  const found = all.filter((component) => component.name === name);
  if (found.length === 0) throw new NodeFailure(`${name} not component: ${namesOf(all)}`);
  return found;
}

function namesOf(components: readonly Component[]): string {
  return components.map(({ name }) => name).join(', ');
}

function only(status: NodeStatus, names: readonly string[]): NodeStatus {
  const rows = status.rows.filter(({ name }) => names.includes(name));
  return { ...status, rows, ready: rows.every(({ state }) => isSettled(state)) };
}

function codeOf(state: State): number {
  if (isSettled(state)) return 0;
  return state === 'down' || state === 'failed' ? 1 : 2;
}
