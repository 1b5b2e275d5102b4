import { chooseLink, isOffered } from '../../../network/choose.ts';
import type { Link } from '../../../network/link.ts';
import { sentence } from '../../../problem.ts';
import type { FrameRow } from '../../frame.ts';
import { textRows } from '../../width.ts';
import { cardOptions } from '../card-options.ts';
import { cardKey, readSelector, selectorAnswer, selectorText } from '../card-selector.ts';
import type { Context } from '../context.ts';
import type { ChoiceField, TextField } from '../field.ts';
import type { Page, PageProblem } from '../page.ts';
import { say } from '../text/table.ts';
import { answerOf, textOf } from '../values.ts';

export const CARD_PAGE = 'card';
const BLINK_KEY = 'i';

/** On a machine: one of its cards. */
export const cardField: ChoiceField = {
  kind: 'choice',
  id: 'network.interface',
  path: 'network.interface',
  label: 'card.label',
  applies: ({ inventory }) => inventory !== undefined,
  options: cardOptions,
  initial: firstCard,
  fromAnswer: selectorText,
  toAnswer: selectorAnswer,
  help: 'card.help',
  onText: (text, option, context) => {
    const link = linkOf(option.value, context);
    if (text.toLowerCase() !== BLINK_KEY || !link) return undefined;
    const isBlinking = context.blink?.link === link.name && !context.blink.outcome;
    return isBlinking ? { kind: 'stop-blinking' } : { kind: 'blink', link: link.name };
  },
};

/** At a desk: a MAC address, a card's name, or the path of its slot. */
export const writtenField: TextField = {
  kind: 'text',
  id: 'network.interface.written',
  path: 'network.interface',
  label: 'card.label',
  width: 40,
  applies: ({ inventory }) => inventory === undefined,
  fromAnswer: selectorText,
  toAnswer: selectorAnswer,
};

/** The one card that the installer configures. */
export const cardPage: Page = {
  id: CARD_PAGE,
  section: 'network',
  title: 'card.title',
  intro: 'card.intro',
  keys: ({ inventory }) => (inventory ? 'card.keys' : 'frame.keys'),
  fields: [cardField, writtenField],
  problems,
  status: noCardRows,
  asks: (context) => {
    const link = chosenLink(context);
    if (link?.link !== 'down') return undefined;
    return { text: say('card.no-link-ask', context.language, { name: link.name }) };
  },
};

/** The card of this machine that is chosen now. */
export function chosenLink(context: Context): Link | undefined {
  return linkOf(textOf(cardField, context), context);
}

function linkOf(key: string, { inventory }: Context): Link | undefined {
  const links = inventory?.links ?? [];
  return links.find((link) => cardKey(link, links) === key);
}

/** What the card is called on the screen, also at a desk. */
export function cardName(context: Context): string {
  return chosenLink(context)?.name ?? textOf(context.inventory ? cardField : writtenField, context);
}

function firstCard({ inventory }: Context): string | undefined {
  const cards = offered(inventory?.links ?? []);
  const first = cards.find(({ link }) => link === 'up') ?? cards[0];
  return first && cardKey(first, inventory?.links ?? []);
}

function offered(links: readonly Link[]): Link[] {
  return links.filter((link) => isOffered(link, links));
}

/** A file that is edited may name a card that this machine does not have. */
function problems(context: Context): PageProblem[] {
  if (!context.inventory) return [];
  if (offered(context.inventory.links).length === 0)
    return [{ field: cardField.id, text: say('card.none', context.language), severity: 'error' }];
  const selector = readSelector(answerOf(cardField, context));
  const choice = selector && chooseLink(selector, context.inventory.links);
  const found = choice && 'problems' in choice ? choice.problems : [];
  return found.map((problem) => ({
    field: cardField.id,
    text: sentence(problem, context.language),
    severity: problem.severity,
  }));
}

function noCardRows({ inventory, language }: Context, columns: number): FrameRow[] {
  if (!inventory || offered(inventory.links).length > 0) return [];
  return [
    ...textRows(say('card.none', language), columns, 'bad'),
    ...textRows(say('card.none-help', language), columns),
  ];
}
