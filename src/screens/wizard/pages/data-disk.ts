import { isDeepStrictEqual } from 'node:util';
import { selectorSchema } from '../../../disk/answers.ts';
import { chooseDataDisk } from '../../../disk/data-disk.ts';
import { selectorOf } from '../../../disk/selector-of.ts';
import { valueAt } from '../../../installer/plain-data.ts';
import { sentence } from '../../../problem.ts';
import type { Context } from '../context.ts';
import type { ChoiceField, Option, SilentField, TextField } from '../field.ts';
import type { Page, PageProblem } from '../page.ts';
import { say } from '../text/table.ts';
import { answerOf, textOf } from '../values.ts';
import { deskDisk, isDesk } from './desk-disk.ts';
import { chosenDisk, wipe } from './disk.ts';
import { dataDiskOptions, keptValue, selectorIn } from './disk-option.ts';

const DATA = 'disk.data';
const NONE = 'none';
const DOCKER = '/var/lib/docker';
const desk = deskDisk(`${DATA}.select`, DATA);

/** A disk for containers, or none. */
const choice: ChoiceField = {
  kind: 'choice',
  id: DATA,
  path: DATA,
  label: 'disk.label',
  applies: (context) => !isDesk(context),
  options,
  bySpace: true,
  initial: () => NONE,
  // A selector of the edited file stays as it was written until another disk is chosen.
  toAnswer: (text, context) => {
    if (text === NONE) return undefined;
    const written = context.values[DATA] === undefined ? valueAt(context.base, ['disk', 'data']) : undefined;
    return written ?? { select: selectorIn(text) };
  },
  fromAnswer: (answer, context) => {
    const chosen = choiceOf(answer, context);
    const disks = context.inventory?.disks ?? [];
    const found = chosen && 'disk' in chosen && selectorOf(chosen.disk, { disks, firmware: 'uefi' });
    return found ? keptValue(found) : '';
  },
};

const mount: TextField = {
  kind: 'text',
  id: `${DATA}.mount`,
  path: `${DATA}.mount`,
  label: 'data.mount',
  width: 40,
  optional: true,
  applies: hasDataDisk,
  initial: () => DOCKER,
  toAnswer: (text) => (text.trim() === DOCKER ? undefined : text.trim() || undefined),
};

/** A file that is used without a person says itself that this disk may be erased too. */
const wipeData: ChoiceField = {
  kind: 'choice',
  id: 'install.wipe.data',
  path: 'install.wipe',
  label: 'disk.wipe',
  applies: (context) => mayWipe(context) && hasDataDisk(context),
  initial: () => 'no',
  fromAnswer: (answer) => ([answer].flat().includes('data') ? 'data' : 'no'),
  options: ({ language }) =>
    (['no', 'data'] as const).map((value) => ({
      value,
      row: [{ text: say(`data.wipe-${value}`, language), style: 'normal' }],
    })),
};

/** The one key that both questions about erasing are for. */
const wipeWords: SilentField = {
  kind: 'silent',
  id: 'install.wipe.words',
  path: 'install.wipe',
  label: 'disk.wipe',
  applies: mayWipe,
  toAnswer: (_, context) => {
    const isBoth = hasDataDisk(context) && textOf(wipeData, context) === 'data';
    const words = ['target', ...(isBoth ? ['data'] : [])];
    const written = valueAt(context.base, ['install', 'wipe']);
    if (isDeepStrictEqual([written].flat().toSorted(), words.toSorted())) return written;
    return isBoth ? words : 'target';
  },
};

export const dataDiskPage: Page = {
  id: 'data-disk',
  section: 'disk',
  title: 'data.title',
  intro: 'data.intro',
  applies: ({ inventory, base }) =>
    inventory === undefined || inventory.disks.length > 1 || valueAt(base, ['disk', 'data']) !== undefined,
  fields: [choice, ...desk.fields, mount, wipeData, wipeWords],
  problems: dataDiskProblems,
  onOpen: ({ inventory, purpose }) => (inventory && purpose === 'install' ? [{ kind: 'probe' }] : []),
};

function options(context: Context): readonly Option[] {
  const { inventory, language } = context;
  if (!inventory) return [];
  const none: Option = { value: NONE, row: [{ text: say('data.none', language), style: 'normal' }] };
  return [none, ...dataDiskOptions(inventory, language, chosenDisk(context))];
}

function hasDataDisk(context: Context): boolean {
  return isDesk(context) ? !desk.isEmpty(context) : textOf(choice, context) !== NONE;
}

function mayWipe(context: Context): boolean {
  return context.purpose === 'write' && textOf(wipe, context) === 'target';
}

function dataDiskProblems(context: Context): PageProblem[] {
  const answer = isDesk(context) ? undefined : answerOf(choice, context);
  const chosen = answer === undefined ? undefined : choiceOf(answer, context);
  if (!chosen || 'disk' in chosen) return [];
  return chosen.problems.map((one) => ({
    field: DATA,
    text: sentence(one, context.language),
    severity: 'error',
  }));
}

/** What the selector of an answer fits on this machine; undefined where it is none. */
function choiceOf(answer: unknown, context: Context) {
  const read = selectorSchema.safeParse(valueAt(answer, ['select']));
  if (!read.success || !context.inventory) return undefined;
  return chooseDataDisk(read.data, context.inventory.disks, chosenDisk(context));
}
