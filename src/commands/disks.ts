import type { Common } from '../command-line.ts';
import { chooseDisk } from '../disk/choose.ts';
import { DATA_DISK, explainDataDisk } from '../disk/data-disk.ts';
import { type Explanation, explainSelector, explainTable } from '../disk/explain.ts';
import type { Answers } from '../installer/answers.ts';
import type { Inventory } from '../installer/inventory.ts';
import { EXIT } from '../problem.ts';
import { shown } from './shown.ts';
import { answersFor, inventoryOf } from './sources.ts';
import type { Tools } from './tools.ts';

/** A key of the answers that selects a disk, held against every disk. */
type Explained = { readonly selector: string; readonly rows: readonly Explanation[] };

/** `disks [--explain ANSWERS]`: each disk, and with answers each rule of each selector and why it does not fit. */
export async function disks(path: string | undefined, common: Common, tools: Tools): Promise<number> {
  const { answers, inventory } =
    path === undefined
      ? { inventory: await inventoryOf(common, tools.machine) }
      : await answersFor(path, common, tools.machine);
  const explained = explain(answers?.disk, inventory);
  tools.print(common.output === 'json' ? JSON.stringify(jsonOf(explained), null, 2) : textOf(explained));
  return EXIT.ok;
}

function explain(disk: Answers['disk'] | undefined, { disks: all, firmware }: Inventory): Explained[] {
  const target = disk?.target ?? {};
  const first = { selector: 'disk.target', rows: explainSelector(target, all, firmware.kind) };
  if (!disk?.data) return [first];
  const chosen = chooseDisk(target, all, firmware.kind);
  const rows = explainDataDisk(disk.data.select, all, 'disk' in chosen ? chosen.disk : undefined);
  return [first, { selector: DATA_DISK, rows }];
}

/** A table for each selector, named where there are two. */
function textOf(explained: readonly Explained[]): string {
  const named = explained.length > 1;
  return explained
    .map(({ selector, rows }) => `${named ? `${selector}:\n` : ''}${explainTable(rows)}`)
    .join('\n\n');
}

function jsonOf(explained: readonly Explained[]) {
  return explained.flatMap(({ selector, rows }) =>
    rows.map((row) => ({
      selector,
      ...row,
      refusals: row.refusals.map(shown),
      warnings: row.warnings.map(shown),
    })),
  );
}
