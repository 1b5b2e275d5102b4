import { error, type Problem } from '../problem.ts';
import type { CardSelector, NetworkAnswers } from './answers.ts';
import { memberPath, writtenKey } from './choose.ts';

type Named = {
  readonly interface?: CardSelector | undefined;
  readonly bond?: NetworkAnswers['bond'];
};

/** What in a bond does not fit together whatever the machine: equal names of cards are equal cards. */
export function bondProblems({ interface: main, bond }: Named): Problem[] {
  const members = bond?.members.map(writtenKey) ?? [];
  const repeated = members.flatMap(([key, name], index) =>
    members.findIndex((other) => other[0] === key && other[1] === name) < index
      ? [error('network.bond-member-twice', `${memberPath(index)}.${key}`, { name })]
      : [],
  );
  return [...repeated, ...(main && members.length > 0 ? outsideProblems(main, members) : [])];
}

/** Only where all are named alike: a card's name and a MAC address may be the same card. */
function outsideProblems(main: CardSelector, members: readonly (readonly [string, string])[]): Problem[] {
  const [key, name] = writtenKey(main);
  if (members.some((member) => member[0] !== key || member[1] === name)) return [];
  const args = { name, members: members.map((member) => member[1]).join(', ') };
  return [error('network.bond-without-interface', `network.interface.${key}`, args)];
}
