import { error } from '../problem.ts';
import { type CheckedAnswers, checkDocument } from './check-document.ts';
import { isGroup } from './fleet/merge.ts';
import { type NodeChoice, namesOf, nodeDocument, readNode } from './fleet/node.ts';
import { type Fleet, isFleet, readFleet } from './fleet/read.ts';
import { inLineOrder } from './line-order.ts';
import { readYaml, type YamlDocument } from './yaml-document.ts';

/**
 * Reads an answer file, or one node of a fleet file; never throws.
 * @param text the YAML text; @param name how the file is called in the problems' places (`name:line`);
 * @param node of a fleet file: which node.
 * @returns normalised answers and warnings, or every problem of the file, in the order of its lines.
 */
export function readAnswers(text: string, name: string, node?: NodeChoice): CheckedAnswers {
  const yaml = readYaml(text, name);
  if (!yaml.readable) return { problems: inLineOrder(yaml.problems) };
  if (!isGroup(yaml.data)) return { problems: [{ ...error('answers.not-a-document', ''), place: name }] };
  if (isFleet(yaml.data)) return ofFleet(readFleet(yaml.data, yaml), yaml, name, node);
  if (node) return { problems: [{ ...error('fleet.not-a-fleet', ''), place: name }] };
  const checked = checkDocument(yaml.data);
  const found = 'problems' in checked ? checked.problems : checked.warnings;
  const placed = found.map((problem) => ({ ...problem, place: yaml.placeOf(problem.path) }));
  const all = inLineOrder([...yaml.problems, ...placed]);
  if ('problems' in checked || yaml.problems.length > 0) return { problems: all };
  return { answers: checked.answers, warnings: all };
}

/** What an answer file says, or a node of a fleet file: without a node, what all have in common. */
export function writtenIn(text: string, node?: NodeChoice): unknown {
  const yaml = readYaml(text, '');
  if (!isFleet(yaml.data)) return yaml.data;
  return node ? nodeDocument(readFleet(yaml.data, yaml), node) : yaml.data.defaults;
}

function ofFleet(
  fleet: Fleet,
  yaml: YamlDocument,
  name: string,
  node: NodeChoice | undefined,
): CheckedAnswers {
  if (!node) {
    const which = { ...error('fleet.which-node', '', { names: namesOf(fleet) }), place: name };
    return { problems: [which] };
  }
  const read = readNode(fleet, node, yaml);
  return 'problems' in read
    ? { problems: inLineOrder(read.problems) }
    : { answers: read.answers, warnings: inLineOrder(read.warnings) };
}
