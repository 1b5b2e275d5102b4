import type { Machine } from '../../../machine.ts';
import type { Member } from '../../../roles/platform/cluster.ts';
import { gluster } from './command.ts';
import { CONNECTED, peersOf, stateOf } from './state.ts';

/** Makes peers of all others. @returns a sentence for each that is none yet */
export async function joinPeers(machine: Pick<Machine, 'run'>, others: readonly Member[]): Promise<string[]> {
  const before = await peersOf(machine);
  const refused = new Map<string, string>();
  for (const one of others) {
    if (stateOf(before, one) !== undefined) continue;
    const { ok, text } = await gluster(machine, 'peer', 'probe', one.name);
    if (!ok) refused.set(one.name, text);
  }
  const now = await peersOf(machine);
  return others.flatMap((one) => {
    const state = stateOf(now, one);
    return state === CONNECTED ? [] : [why(one, state, refused.get(one.name))];
  });
}

function why({ name, address }: Member, state: string | undefined, refusal: string | undefined): string {
  const who = `${name} (${address})`;
  if (/rejected/i.test(state ?? '') || /already part of another cluster/.test(refusal ?? ''))
    return `${who} does not take this node for a member that it knows, one of the two was installed anew: see docs/platforms.md, "A member of GlusterFS that was installed anew"`;
  if (refusal !== undefined && !/Transport endpoint is not connected/.test(refusal))
    return `${who}: ${refusal.replace(/^peer probe: (failed: )?/, '')}`;
  if (state !== undefined && /\(Connected\)/.test(state)) return `${who} is being added (${state})`;
  return `${who} does not answer on port 24007`;
}
