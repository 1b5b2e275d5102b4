import { type Confirmation, confirmationOf, isConfirmed } from '../../disk/confirmation.ts';
import type { Disk } from '../../disk/disk.ts';
import { destructionOf } from '../../installer/describe.ts';
import type { Language } from '../../problem.ts';
import type { FrameRow } from '../frame.ts';
import { cut, textRows } from '../width.ts';
import type { Context } from './context.ts';
import type { TextField } from './field.ts';
import type { PageProblem } from './page.ts';
import { say, type TextKey } from './text/table.ts';
import { textOf } from './values.ts';

/** Disks that one installation may wipe; with more of them it cannot be confirmed. */
const MOST = 8;
/** Rows of what is on a disk; the summary has all of them. */
const ROWS = 4;
const PREFIX = 'confirm.disk-';

/** One field for each disk whose data will be lost: the person types which it is. */
export const confirmationFields: readonly TextField[] = Array.from({ length: MOST }, (_, index) => ({
  kind: 'text',
  id: `${PREFIX}${index}`,
  path: '',
  label: 'confirm.typed',
  help: 'confirm.help',
  width: 24,
  applies: (context) => wipedDisks(context)[index] !== undefined,
  above: (context, columns) => aboutDisk(wipedDisks(context)[index], context, columns),
  holds: (context) => !isNamed(index, context),
}));

/** Whether a value is a confirmation: it is no answer, and changes nothing of what will be done. */
export function isConfirmationId(id: string): boolean {
  return id.startsWith(PREFIX);
}

/** The disks whose data will be lost, as the preview has them; a disk that is gone meanwhile is undefined. */
function wipedDisks({ preview, inventory }: Context): readonly (Disk | undefined)[] {
  return (preview?.destroys ?? []).map(({ device }) => inventory?.disks.find(({ path }) => path === device));
}

/** Whether the person has named every disk whose data will be lost, and there is one. */
export function areNamed(context: Context): boolean {
  const disks = wipedDisks(context);
  return disks.length > 0 && disks.every((_, index) => isNamed(index, context));
}

/** What is wrong with the texts, disk by disk: in which form they are expected, not what they should be. */
export function confirmationProblems(context: Context): PageProblem[] {
  const { language } = context;
  return wipedDisks(context).flatMap((disk, index) => {
    const field = confirmationFields[index];
    if (!disk || !field || isNamed(index, context)) return [];
    const key = textOf(field, context).trim() === '' ? 'confirm.missing' : 'confirm.wrong';
    const form = formOf(confirmationIn(disk, context), language);
    return [{ field: field.id, text: say(key, language, { device: disk.path, form }), severity: 'error' }];
  });
}

function isNamed(index: number, context: Context): boolean {
  const disk = wipedDisks(context)[index];
  const field = confirmationFields[index];
  if (!disk || !field) return false;
  return isConfirmed(confirmationIn(disk, context), textOf(field, context));
}

function confirmationIn(disk: Disk, { inventory }: Context): Confirmation {
  return confirmationOf(disk, inventory?.disks ?? []);
}

/** Which disk it is and what is on it, and what to type. */
function aboutDisk(disk: Disk | undefined, context: Context, columns: number): FrameRow[] {
  if (!disk) return [];
  const { language } = context;
  const lost = textRows(destructionOf(disk, language).sentence, columns, 'bad');
  const form = formOf(confirmationIn(disk, context), language);
  return [
    ...(lost.length <= ROWS ? lost : [...lost.slice(0, ROWS - 1), shortened(lost[ROWS - 1], columns)]),
    ...textRows(say('confirm.type', language, { form }), columns),
  ];
}

function shortened(row: FrameRow | undefined, columns: number): FrameRow {
  const text = (row ?? []).map((span) => span.text).join('');
  return [{ text: `${cut(text, columns - 2)} …`, style: 'bad' }];
}

const WHOLE = {
  serial: 'confirm.serial-whole',
  size: 'confirm.size',
  wwn: 'confirm.wwn-whole',
  link: 'confirm.link-whole',
  name: 'confirm.name',
} as const satisfies Readonly<Record<Confirmation['kind'], TextKey>>;

function formOf({ kind, whole, characters }: Confirmation, language: Language): string {
  const key = characters === undefined ? WHOLE[kind] : (`confirm.${kind}` as const);
  return say(key, language, { whole, characters: characters ?? 0 });
}
