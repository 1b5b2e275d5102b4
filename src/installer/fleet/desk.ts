import { type Problem, warning } from '../../problem.ts';
import type { Answers } from '../answers.ts';
import { checkDocument } from '../check-document.ts';
import { absentWords } from '../describe.ts';
import { interactiveSections } from '../interactive-sections.ts';
import { nodeMemory } from '../machine-rules.ts';
import type { Payload } from '../payload.ts';
import { notInstalled } from '../payload-ready.ts';
import type { YamlDocument } from '../yaml-document.ts';
import { isGroup, withValue } from './merge.ts';
import { ownProblems } from './node.ts';
import type { Fleet, FleetNode } from './read.ts';
import { memorySchema } from './schema.ts';

/** What a desk knows beside the fleet file. */
export type Desk = Pick<YamlDocument, 'placeOf'> & {
  /** The payload of the medium that the nodes are installed from. */
  readonly payload?: Payload | undefined;
};

const CARD = ['network', 'interface'];
/** Stands in for the card that the machine will have. */
const ANY_CARD = { name: 'card' };

/** What a node has of its own, without its machine: a card that is to be found there is only warned of. */
export function nodeProblems(fleet: Fleet, node: FleetNode, desk: Desk): Problem[] {
  const { document } = node;
  const { network } = document;
  const isLeft =
    isGroup(network) && network.interface === undefined && !interactiveSections(document).includes('network');
  const checked = checkDocument(isLeft ? withValue(document, CARD, ANY_CARD) : document);
  const found = 'problems' in checked ? checked.problems : checked.warnings;
  const more = 'answers' in checked ? atDesk(checked.answers, node, desk) : [];
  const card = isLeft ? [warning('fleet.card-of-machine', CARD.join('.'))] : [];
  return ownProblems(fleet, node, [...card, ...found, ...more], desk);
}

/** Too little memory, where the file says how much there is; programs that the payload does not have. */
function atDesk(answers: Answers, { block }: FleetNode, { payload }: Desk): Problem[] {
  const memory_bytes = memorySchema.safeParse(block.memory).data;
  const absent = payload ? notInstalled(answers, payload).map(absentWords).join(', ') : '';
  return [
    ...nodeMemory(answers, { memory_bytes }),
    ...(absent === '' ? [] : [warning('fleet.payload-lacks', 'role', { names: absent })]),
  ];
}
