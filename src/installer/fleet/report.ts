import type { Problem } from '../../problem.ts';
import { isMissing } from '../check-document.ts';
import { inLineOrder } from '../line-order.ts';
import { type Desk, nodeProblems } from './desk.ts';
import type { Fleet } from './read.ts';

/** Problems that these nodes have in common; those of the file as a whole name none. */
export type FleetProblems = { readonly nodes: readonly string[]; readonly problems: readonly Problem[] };

type Found = { readonly node: string; readonly problem: Problem };

/**
 * Every problem of a fleet file: first those of the file as a whole, then those that all nodes have, then by nodes. What
 * several have in common comes once. Pure.
 */
export function fleetReport(fleet: Fleet, desk: Desk): FleetProblems[] {
  const found = fleet.nodes.flatMap((node) =>
    nodeProblems(fleet, node, desk).map((problem): Found => ({ node: node.name, problem })),
  );
  const groups = grouped(missingInAll(found, fleet, desk), ({ problem }) => JSON.stringify(problem));
  const ofNodes = groups.flatMap((group) => {
    const nodes = group.map(({ node }) => node);
    return group.slice(0, 1).map(({ problem }) => ({ nodes, problem }));
  });
  const byNodes = grouped(ofNodes, ({ nodes }) => nodes.join()).flatMap((group) =>
    group
      .slice(0, 1)
      .map(({ nodes }) => ({ nodes, problems: inLineOrder(group.map(({ problem }) => problem)) })),
  );
  const whole = fleet.problems.length > 0 ? [{ nodes: [], problems: fleet.problems }] : [];
  return [...whole, ...byNodes.toSorted((a, b) => b.nodes.length - a.nodes.length)];
}

/** What no node has belongs into the defaults. */
function missingInAll(found: readonly Found[], { nodes }: Fleet, { placeOf }: Desk): Found[] {
  const of = ({ problem }: Found) => `${problem.code} ${problem.path}`;
  return found.map((one) => {
    const isInAll =
      found.filter((other) => of(other) === of(one)).length === nodes.length && nodes.length > 1;
    if (!isInAll || !isMissing(one.problem)) return one;
    return { ...one, problem: { ...one.problem, place: placeOf(`defaults.${one.problem.path}`) } };
  });
}

/** The same things together, in the order of their first. */
function grouped<T>(all: readonly T[], keyOf: (one: T) => string): T[][] {
  return [...Map.groupBy(all, keyOf).values()];
}
