import { selectorSchema } from '../../../disk/answers.ts';
import { chooseDisk } from '../../../disk/choose.ts';
import type { Disk } from '../../../disk/disk.ts';
import { selectorOf } from '../../../disk/selector-of.ts';
import { valueAt } from '../../../installer/plain-data.ts';
import { sentence } from '../../../problem.ts';
import type { Context } from '../context.ts';
import type { ChoiceField, Option } from '../field.ts';
import type { Page, PageProblem } from '../page.ts';
import { say } from '../text/table.ts';
import { answerOf } from '../values.ts';
import { deskDisk } from './desk-disk.ts';
import { diskOptions, keptValue, selectorIn } from './disk-option.ts';

const TARGET = 'disk.target';
const desk = deskDisk(TARGET);

/** The disk. Its value is what the disk is, so it stays the same when names change. */
const choice: ChoiceField = {
  kind: 'choice',
  id: TARGET,
  path: TARGET,
  label: 'disk.label',
  applies: ({ inventory }) => inventory !== undefined,
  options,
  bySpace: true,
  initial: (context) => {
    const [only, ...others] = options(context).filter(({ refused }) => !refused);
    return others.length === 0 ? only?.value : undefined;
  },
  // A selector of the edited file stays as it was written until another disk is chosen.
  toAnswer: (text, context) =>
    context.values[TARGET] === undefined ? (fileTarget(context) ?? selectorIn(text)) : selectorIn(text),
  fromAnswer: (answer, context) => {
    const disk = diskFor(answer, context);
    const { inventory } = context;
    const found =
      disk && inventory && selectorOf(disk, { disks: inventory.disks, firmware: inventory.firmware.kind });
    return found ? keptValue(found) : '';
  },
};

/** A file that is used without a person says itself that the disk may be erased. */
export const wipe: ChoiceField = {
  kind: 'choice',
  id: 'install.wipe',
  path: 'install.wipe',
  label: 'disk.wipe',
  applies: ({ purpose }) => purpose === 'write',
  initial: () => 'no',
  toAnswer: (text) => (text === 'target' ? text : undefined),
  fromAnswer: (answer) => ([answer].flat().includes('target') ? 'target' : 'no'),
  options: ({ language }) =>
    (['no', 'target'] as const).map((value) => ({
      value,
      row: [{ text: say(`disk.wipe-${value}`, language), style: 'normal' }],
    })),
};

export const diskPage: Page = {
  id: 'disk',
  section: 'disk',
  title: 'disk.title',
  intro: 'disk.intro',
  fields: [choice, ...desk.fields, wipe],
  problems: diskProblems,
  status: (context) =>
    context.inventory && options(context).every(({ refused }) => refused)
      ? [[{ text: say('disk.none', context.language), style: 'bad' }]]
      : [],
  onOpen: ({ inventory, purpose }) => (inventory && purpose === 'install' ? [{ kind: 'probe' }] : []),
};

/** The disk that would be destroyed, where the answer fits exactly one of this machine. */
export function chosenDisk(context: Context): Disk | undefined {
  return context.inventory ? diskFor(answerOf(choice, context), context) : undefined;
}

function options({ inventory, language }: Context): readonly Option[] {
  return inventory ? diskOptions(inventory, language) : [];
}

function diskProblems(context: Context): PageProblem[] {
  const { inventory, language } = context;
  const wrong = (field: string, text: string): PageProblem => ({ field, text, severity: 'error' });
  if (!inventory) {
    return desk.isEmpty(context) ? [wrong(`${TARGET}.serial`, say('disk.describe', language))] : [];
  }
  const read = selectorSchema.safeParse(answerOf(choice, context));
  if (!read.success) return [wrong(TARGET, say('disk.choose', language))];
  const chosen = chooseDisk(read.data, inventory.disks, inventory.firmware.kind);
  return 'problems' in chosen ? chosen.problems.map((one) => wrong(TARGET, sentence(one, language))) : [];
}

function diskFor(answer: unknown, { inventory }: Context): Disk | undefined {
  const read = selectorSchema.safeParse(answer);
  if (!read.success || !inventory) return undefined;
  const chosen = chooseDisk(read.data, inventory.disks, inventory.firmware.kind);
  return 'disk' in chosen ? chosen.disk : undefined;
}

function fileTarget({ base }: Context): object | undefined {
  const written = valueAt(base, ['disk', 'target']);
  return typeof written === 'object' && written !== null ? written : undefined;
}
