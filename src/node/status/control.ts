import { CommandFailed, type Machine } from '../../machine.ts';
import type { Component } from './components.ts';
import { unitStates } from './unit-state.ts';

/** Seconds for one unit: an agent's etcd waits for others for as long as it takes, in the background. */
const SECONDS = 90;

export type Verb = 'start' | 'stop';
export type Say = (text: string) => void;

/**
 * Starts components in the order in which they need each other, or stops them in the reverse order, with a line
 * for each: SKIP for what is so already, WAIT for what goes on in the background.
 * @returns whether none failed
 */
export async function control(
  machine: Machine,
  verb: Verb,
  components: readonly Component[],
  say: Say,
): Promise<boolean> {
  const inOrder = verb === 'start' ? components : components.toReversed();
  let isFine = true;
  for (const component of inOrder) {
    const outcome = await controlOne(machine, verb, component);
    say(`${verb} ${component.name.padEnd(16)}${outcome}\n`);
    if (outcome.startsWith('FAIL')) isFine = false;
  }
  return isFine;
}

async function controlOne(machine: Machine, verb: Verb, component: Component): Promise<string> {
  const { unit, left, byMonitor, name } = component;
  if (left !== undefined) return `SKIP (${left})`;
  if (byMonitor && verb === 'start') return 'SKIP (the monitor starts it where the virtual IP is)';
  const before = (await unitStates(machine, [unit])).get(unit);
  if (!before?.isKnown) return 'SKIP (not installed)';
  if (isAlready(verb, before.active)) return `SKIP (${before.active})`;
  try {
    await machine.run(['systemctl', verb, unit], { timeoutSeconds: SECONDS });
  } catch (cause) {
    if (!(cause instanceof CommandFailed)) throw cause;
    if (cause.exitCode === undefined) return `WAIT (goes on; cspherectl status ${name})`;
    return `FAIL (cspherectl logs ${name})`;
  }
  const after = (await unitStates(machine, [unit])).get(unit);
  if (verb === 'start' && after?.isSkipped) return 'SKIP (not installed, or a condition is not met)';
  return 'OK';
}

function isAlready(verb: Verb, active: string): boolean {
  const isUp = active === 'active' || active === 'reloading';
  return verb === 'start' ? isUp : active === 'inactive' || active === 'failed';
}
