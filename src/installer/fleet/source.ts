import { error, type Problem } from '../../problem.ts';
import type { AnswerSource } from '../answer-source.ts';
import type { Inventory } from '../inventory.ts';
import { readYaml } from '../yaml-document.ts';
import { chooseNode } from './choose.ts';
import { type NodeRow, nodeRow } from './node.ts';
import { isFleet, readFleet } from './read.ts';

export type NodeSource =
  /** Ready to be read: an answer file, or a fleet file and the node that the machine is. */
  | { readonly source: AnswerSource }
  | { readonly problems: readonly Problem[] }
  /** The nodes of which none fits the machine. */
  | { readonly nodes: readonly NodeRow[] };

/**
 * A file and, of a fleet file, the node that a machine is. A fleet file with problems as a whole chooses none.
 * @param named the node that was named by the operator
 */
export function nodeSource(
  source: AnswerSource,
  inventory: Pick<Inventory, 'dmi' | 'links'>,
  named?: string,
): NodeSource {
  const { name: file, text } = source;
  const yaml = readYaml(text, file);
  if (!yaml.readable || !isFleet(yaml.data))
    return named === undefined
      ? { source }
      : { problems: [{ ...error('fleet.not-a-fleet', ''), place: file }] };
  const fleet = readFleet(yaml.data, yaml);
  if (fleet.problems.length > 0) return { problems: fleet.problems };
  const chosen = chooseNode(fleet, inventory, named);
  if ('unknown' in chosen) return { nodes: fleet.nodes.map(nodeRow) };
  if ('node' in chosen) return { source: { ...source, node: chosen.node } };
  return { problems: [{ ...chosen.problem, place: yaml.placeOf(chosen.at) }] };
}
