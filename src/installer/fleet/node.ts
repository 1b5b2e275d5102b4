import { error, type Problem } from '../../problem.ts';
import { type CheckedAnswers, checkDocument } from '../check-document.ts';
import { isWithin, oneLine } from '../key-path.ts';
import type { YamlDocument } from '../yaml-document.ts';
import { type Group, groupAt, withValue } from './merge.ts';
import type { Fleet, FleetNode } from './read.ts';

/** The node that a machine is, and the card that it has where the file names none. */
export type NodeChoice = { readonly name: string; readonly mac?: string | undefined };

/** A node as it is listed for people. */
export type NodeRow = { readonly name: string; readonly role: string; readonly address: string };

export function nodeRow({ name, document }: FleetNode): NodeRow {
  const addresses = [groupAt(document, 'network').address].flat();
  return { name, role: String(document.role), address: addresses.join(' ') };
}

/** The answer file that a node of a fleet stands for; undefined where there is no such node. */
export function nodeDocument(fleet: Fleet, { name, mac }: NodeChoice): Group | undefined {
  const node = fleet.nodes.find((one) => one.name === name);
  return node && (mac === undefined ? node.document : withValue(node.document, CARD.split('.'), { mac }));
}

const CARD = 'network.interface';

/**
 * One node of a fleet as `readAnswers` reads a file: its answers, or the problems of the file as a whole and those
 * of the node, with their places in the fleet file.
 */
export function readNode(
  fleet: Fleet,
  choice: NodeChoice,
  yaml: Pick<YamlDocument, 'placeOf'>,
): CheckedAnswers {
  const node = fleet.nodes.find(({ name }) => name === choice.name);
  if (!node) return { problems: [...fleet.problems, noSuchNode(fleet, choice.name, yaml)] };
  const checked = checkDocument(nodeDocument(fleet, choice));
  const found = 'problems' in checked ? checked.problems : checked.warnings;
  const all = [...fleet.problems, ...ownProblems(fleet, node, found, yaml)];
  const isFine = all.every(({ severity }) => severity === 'warning');
  return 'answers' in checked && isFine ? { answers: checked.answers, warnings: all } : { problems: all };
}

/** The problems of a node, each at its place, without those at a key that is wrong for the fleet already. */
export function ownProblems(
  { problems }: Fleet,
  { sourceOf }: FleetNode,
  found: readonly Problem[],
  { placeOf }: Pick<YamlDocument, 'placeOf'>,
): Problem[] {
  return found.flatMap((problem) => {
    const source = sourceOf(problem);
    const isKnown = problems.some(({ severity, path }) => severity === 'error' && isWithin(source, path));
    return isKnown ? [] : [{ ...problem, place: placeOf(source) }];
  });
}

export function namesOf({ nodes }: Fleet): string {
  return nodes.map(({ name }) => oneLine(name)).join(', ');
}

/** Said of a name that no node has. */
export function noSuchNode(fleet: Fleet, name: string, { placeOf }: Pick<YamlDocument, 'placeOf'>): Problem {
  return {
    ...error('fleet.no-such-node', '', { name: oneLine(name), names: namesOf(fleet) }),
    place: placeOf('nodes'),
  };
}
