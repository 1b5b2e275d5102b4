import { formatSize } from '../../../bytes.ts';
import { allContents } from '../../../disk/contents.ts';
import { explainDataDisk } from '../../../disk/data-disk.ts';
import type { Content, Disk } from '../../../disk/disk.ts';
import { type Explanation, explainSelector } from '../../../disk/explain.ts';
import type { Firmware } from '../../../disk/refusals.ts';
import { selectorOf } from '../../../disk/selector-of.ts';
import type { Inventory } from '../../../installer/inventory.ts';
import { type Language, sentence } from '../../../problem.ts';
import type { FrameRow, Style } from '../../frame.ts';
import { cellsOf, cut, pad, textRows } from '../../width.ts';
import type { Option } from '../field.ts';
import { say } from '../text/table.ts';

/** Columns behind the marker of an option on the smallest screen. */
const COLUMNS = 72;
const PATH = 18;
const SIZE = 7;
const BUS = 6;
const GAP = '  ';
/** Rows and reasons that one disk may take, so that many disks can be looked through. */
const ROWS = 2;

const made = new WeakMap<Inventory, Map<string, readonly Option[]>>();

/** The disks of a machine as lines of the choice: made once, for every key asks for them several times. */
export function diskOptions(inventory: Inventory, language: Language): readonly Option[] {
  const { disks, firmware } = inventory;
  const rows = () => explainSelector({}, disks, firmware.kind);
  return once(inventory, language, () =>
    rows().map((row) => diskOption(row, { disks, firmware: firmware.kind }, language)),
  );
}

/** The same for the data disk, beside the target that was chosen. */
export function dataDiskOptions(
  inventory: Inventory,
  language: Language,
  target: Disk | undefined,
): readonly Option[] {
  const { disks } = inventory;
  const rows = () => explainDataDisk({}, disks, target);
  // No firmware starts from it.
  return once(inventory, `data ${language} ${target?.path}`, () =>
    rows().map((row) => diskOption(row, { disks, firmware: 'uefi' }, language)),
  );
}

function once(inventory: Inventory, key: string, make: () => readonly Option[]): readonly Option[] {
  const known = made.get(inventory) ?? new Map<string, readonly Option[]>();
  const options = known.get(key) ?? make();
  made.set(inventory, known.set(key, options));
  return options;
}

type Around = { readonly disks: readonly Disk[]; readonly firmware: Firmware };

/** A disk as a line of the choice; below it the reasons why it is refused, or what its health is like. */
function diskOption({ disk, refusals, warnings }: Explanation, around: Around, language: Language): Option {
  const selector = selectorOf(disk, around);
  const reasons =
    refusals.length === 0 && !selector
      ? [say('disk.no-identity', language)]
      : refusals.slice(0, ROWS).map((one) => sentence(one, language));
  const refused = reasons.length > 0;
  const ills = refused ? [] : warnings.slice(0, ROWS);
  const said = [...reasons, ...ills.map((one) => sentence(one, language))];
  return {
    value: selector && !refused ? keptValue(selector) : `refused=${disk.path}`,
    row: [{ text: headOf(disk), style: refused ? 'dim' : 'normal' }],
    details: [...contentRows(disk, language), ...said.flatMap((text) => textRows(text, COLUMNS, 'warn'))],
    refused,
  };
}

/** A disk in the form that is kept while disks come, go and change names: `serial=S4EVNF0M`. */
export function keptValue(selector: Readonly<Record<string, string>>): string {
  return Object.entries(selector)
    .map(([key, value]) => `${key}=${value}`)
    .join('');
}

/** The way back of `keptValue`. */
export function selectorIn(value: string): Record<string, string> | undefined {
  const at = value.indexOf('=');
  return at < 0 ? undefined : { [value.slice(0, at)]: value.slice(at + 1) };
}

/** Path, size, model, bus; a model that is too long ends in …. */
function headOf(disk: Disk): string {
  const path = pad(disk.path, PATH);
  const model = [disk.vendor, disk.model].filter((part) => part !== undefined).join(' ');
  const room = COLUMNS - cellsOf(path) - SIZE - BUS - 3 * GAP.length;
  return [path, formatSize(disk.bytes).padStart(SIZE), pad(shortened(model, room), room), disk.bus]
    .join(GAP)
    .trimEnd();
}

function shortened(text: string, columns: number): string {
  return cellsOf(text) <= columns ? text : `${cut(text, columns - 1)}…`;
}

function contentRows(disk: Disk, language: Language): FrameRow[] {
  const serial = disk.serial === undefined ? [] : [say('disk.serial-is', language, { serial: disk.serial })];
  const found = [partOf(disk), ...allContents(disk).map(partOf)].filter((text) => text !== '');
  const names = [...new Set(found)].join(', ');
  const holds = names === '' ? say('disk.empty', language) : say('disk.holds', language, { names });
  const rows = textRows([...serial, holds].join('; '), COLUMNS, 'dim');
  return rows.length <= ROWS ? rows : [...rows.slice(0, ROWS - 1), ended(rows[ROWS - 1] ?? [], 'dim')];
}

function ended(row: FrameRow, style: Style): FrameRow {
  const text = row.map((span) => span.text).join('');
  return [{ text: `${cut(text, COLUMNS - 2)} …`, style }];
}

type Part = Partial<Pick<Content, 'partition_label' | 'label' | 'signature'>>;

/** `ROOT ext4 "data"`: partition label, what is inside, its own label; nothing twice. */
function partOf({ partition_label, label, signature }: Part): string {
  const own = label === undefined || label === partition_label ? undefined : `"${label}"`;
  return [partition_label, signature, own].filter((part) => part !== undefined).join(' ');
}
