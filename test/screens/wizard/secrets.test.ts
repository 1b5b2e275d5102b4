import { expect, test } from 'vitest';
import { rowCells } from '../../../src/screens/width.ts';
import { wholeFrame } from '../../../src/screens/wizard/view.ts';
import { machineNames, recordedMachine } from '../../machines.ts';
import { start } from './driver.ts';
import { answer, CODE, fileFor, HASH, KEY, whole } from './summarised.ts';

const all = machineNames.flatMap((name) =>
  (['en', 'zh'] as const).flatMap((language) =>
    (['controller', 'agent'] as const).map((role) => [name, language, role] as const),
  ),
);

test.each(all)('%s, %s, %s: no row is cut and no secret is shown', async (name, language, role) => {
  const inventory = recordedMachine(name);
  const good = inventory.disks.find(({ is_medium, serial }) => !is_medium && serial !== undefined);
  const base = fileFor(name, good?.serial, role);
  const driver = start({ inventory, base, language, canShowChinese: true });
  driver.goTo('summary');
  const { preview } = await answer(driver, inventory);
  expect(driver.state().language).toBe(language);
  const shown = [JSON.stringify(preview)];
  for (const id of ['disk', 'summary', 'cloud-config', 'plan', 'confirm', 'save']) {
    driver.goTo(id);
    const { rows } = wholeFrame({ ...driver.state(), size: { columns: 80, rows: 2000 } });
    expect(rows.filter((row) => rowCells(row) > 80)).toEqual([]);
    shown.push(whole(driver));
  }
  const text = shown.join('\n');
  for (const secret of [HASH, KEY, HASH.slice(-20)]) expect(text).not.toContain(secret);
  expect(text).not.toMatch(new RegExp(`(?<![\\w-])${CODE}(?![\\w-])`));
});
