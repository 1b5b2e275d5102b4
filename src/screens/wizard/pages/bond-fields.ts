import { isDeepStrictEqual } from 'node:util';
import { valueAt } from '../../../installer/plain-data.ts';
import { cardOptions } from '../card-options.ts';
import { cardKey, selectorFor, selectorText } from '../card-selector.ts';
import type { Context } from '../context.ts';
import type { ChoiceField, Field, Option, TextField } from '../field.ts';
import { say, type TextKey } from '../text/table.ts';
import { answerOf, listAnswer, textOf } from '../values.ts';
import { cardField, chosenLink, writtenField } from './card.ts';

/** Further cards that are asked for; more of an edited file are kept. */
const MOST = 4;
const NONE = 'none';

const MODES: readonly (readonly [string, TextKey])[] = [
  [NONE, 'more.bond-none'],
  ['active-backup', 'more.bond-backup'],
  ['802.3ad', 'more.bond-lacp'],
];

const mode: ChoiceField = {
  kind: 'choice',
  id: 'network.bond.mode',
  path: '',
  label: 'more.bond',
  help: 'more.bond-help',
  initial: ({ base }) => String(valueAt(base, ['network', 'bond', 'mode']) ?? NONE),
  options: ({ language }) =>
    MODES.map(([value, key]) => ({ value, row: [{ text: say(key, language), style: 'normal' }] })),
};

/** On a machine: one of its cards after the other, until none is added. */
const others: readonly ChoiceField[] = Array.from({ length: MOST }, (_, position) => ({
  kind: 'choice',
  id: `network.bond.card_${position + 1}`,
  path: '',
  label: 'more.card',
  help: 'more.card-help',
  applies: (context: Context) =>
    isBond(context) && context.inventory !== undefined && isNext(position, context),
  initial: (context: Context) => written(context)[position] ?? (position === 0 ? firstOther(context) : NONE),
  options: (context: Context) => cardsLeft(position, context),
}));

/** At a desk: as in `network.interface`. */
const othersWritten: TextField = {
  kind: 'text',
  id: 'network.bond.cards',
  path: '',
  label: 'more.cards',
  help: 'more.card-help',
  width: 44,
  applies: (context) => isBond(context) && context.inventory === undefined,
  initial: (context) => written(context).join(', '),
};

/** The bond of the answers, and the fields that it is made from. */
export const bondFields: readonly Field[] = [
  mode,
  ...others,
  othersWritten,
  { kind: 'silent', id: 'network.bond', path: 'network.bond', label: 'more.bond', toAnswer: bondAnswer },
];

/** Whether the bond is worth a line of the summary. */
export function isBond(context: Context): boolean {
  return textOf(mode, context) !== NONE;
}

/** What the edited file says stays as it is written there, until a card or the mode is another one. */
function bondAnswer(_text: string, context: Context): unknown {
  if (!isBond(context)) return undefined;
  const inFile = valueAt(context.base, ['network', 'bond']);
  const texts = [mainText(context), ...chosen(context)];
  const kept = [valueAt(context.base, ['network', 'bond', 'members']) ?? []].flat();
  const same = isDeepStrictEqual(kept.map((one) => selectorText(one, context)).toSorted(), texts.toSorted());
  if (same && valueAt(inFile, ['mode']) === textOf(mode, context)) return structuredClone(inFile);
  const members = texts.map(
    (text) => kept.find((one) => selectorText(one, context) === text) ?? selectorFor(text),
  );
  return { mode: textOf(mode, context), members };
}

function chosen(context: Context): string[] {
  if (!context.inventory) return listAnswer(textOf(othersWritten, context)) ?? [];
  const shown = others.filter((field) => field.applies?.(context)).map((field) => textOf(field, context));
  return [...shown.filter((text) => text !== NONE), ...written(context).slice(MOST)];
}

/** The members that the file has beside the interface. */
function written(context: Context): string[] {
  const members = [valueAt(context.base, ['network', 'bond', 'members']) ?? []].flat();
  const texts = members.map((one) => selectorText(one, context) ?? '');
  return texts.filter((text) => text !== '' && text !== mainText(context));
}

function mainText(context: Context): string {
  const answer = answerOf(context.inventory ? cardField : writtenField, context);
  return selectorText(answer, context) ?? '';
}

function isNext(position: number, context: Context): boolean {
  return others.slice(0, position).every((field) => textOf(field, context) !== NONE);
}

function cardsLeft(position: number, context: Context): Option[] {
  const before = others.slice(0, position).map((field) => textOf(field, context));
  const main = chosenLink(context);
  const taken = [...before, main && cardKey(main, context.inventory?.links ?? [])];
  const free = cardOptions(context).filter(({ value, refused }) => !refused && !taken.includes(value));
  const none = { text: say('more.card-none', context.language), style: 'normal' } as const;
  return [...free, { value: NONE, row: [none] }];
}

function firstOther(context: Context): string {
  return cardsLeft(0, context)[0]?.value ?? NONE;
}
