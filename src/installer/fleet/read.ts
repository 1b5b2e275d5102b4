import type { Problem } from '../../problem.ts';
import { problemsOfIssues } from '../answer-issues.ts';
import { isMissing } from '../check-document.ts';
import { formatPath, isWithin, parentPath } from '../key-path.ts';
import { inLineOrder } from '../line-order.ts';
import type { YamlDocument } from '../yaml-document.ts';
import { type Expanded, expandFleet } from './expand.ts';
import { type Group, isGroup } from './merge.ts';
import { fleetRules, matchOf } from './rules.ts';
import { fleetFileSchema, fleetKeysAt, type Match } from './schema.ts';

/** One node of a fleet file. */
export type FleetNode = Expanded & {
  /** Absent: a person says which machine it is. */
  readonly match?: Match | undefined;
  /** The key of the fleet file that a problem of the node's document is about. */
  readonly sourceOf: (problem: Problem) => string;
};

/** A fleet file that was read. */
export type Fleet = {
  readonly name: string;
  readonly nodes: readonly FleetNode[];
  /** What is wrong with the file as a whole; problems of single nodes are not among it. */
  readonly problems: readonly Problem[];
};

/** Whether a document is a fleet file: no answer file has these keys. */
export function isFleet(data: unknown): data is Group {
  return isGroup(data) && ['fleet', 'defaults', 'nodes'].some((key) => Object.hasOwn(data, key));
}

/** Reads a fleet file's document, which may have problems of YAML; never throws. */
export function readFleet(data: Group, yaml: Pick<YamlDocument, 'has' | 'placeOf' | 'problems'>): Fleet {
  const nodes = expandFleet(data).map((node) => ({
    ...node,
    match: matchOf(node),
    sourceOf: sources(node, yaml),
  }));
  const issues = fleetFileSchema.safeParse(data).error?.issues ?? [];
  const ofKeys = withoutEmptied(problemsOfIssues(issues, data, fleetKeysAt));
  const isKnown = ({ path }: Problem) => ofKeys.some((one) => isWithin(path, one.path));
  const found = [...ofKeys, ...fleetRules(data, nodes).filter((problem) => !isKnown(problem))];
  const placed = found.map((problem) => ({ ...problem, place: yaml.placeOf(problem.path) }));
  return { name: String(data.fleet), nodes, problems: inLineOrder([...yaml.problems, ...placed]) };
}

/** A group that is empty but for an unknown key is not empty. */
function withoutEmptied(problems: readonly Problem[]): Problem[] {
  const hasBelow = (path: string) =>
    problems.some((other) => other.path !== path && isWithin(other.path, path));
  return problems.filter(({ code, path }) => code !== 'fleet.match-empty' || !hasBelow(path));
}

/**
 * A key is made from another, or written in the node's own block or in the defaults, or the nearest above it is.
 * What is missing is missing in the node's own block.
 */
function sources({ name, madeFrom }: Expanded, { has }: Pick<YamlDocument, 'has'>): FleetNode['sourceOf'] {
  const node = formatPath(['nodes', name]);
  return (problem) => {
    for (let at = problem.path; at !== ''; at = parentPath(at)) {
      const written = isMissing(problem)
        ? [`${node}.${at}`]
        : [madeFrom.get(at), `${node}.${at}`, `defaults.${at}`];
      const found = written.find((key) => key !== undefined && has(key));
      if (found !== undefined) return found;
    }
    return node;
  };
}
