import { isSettled } from './judge.ts';
import type { NodeStatus } from './node-status.ts';
import { shownTime } from './shown-time.ts';

/**
 * The one line that says whether a node is ready, or the first thing that it is not ready for: rows are in the
 * order of their needs, so the first is what the others wait for.
 */
export function headline({ role, hostname, rows }: NodeStatus, now: Date): string {
  const first = rows.find(({ state }) => !isSettled(state));
  if (!first) return `COS ${role} ${hostname}: ready`;
  const since = first.since === undefined ? '' : ` since ${shownTime(first.since, now)}`;
  const remedy = first.do === undefined ? '' : ` -> ${first.do}`;
  return `COS ${role} ${hostname}: ${first.state}${since}: ${first.name}: ${first.text}${remedy}`;
}
