import type { Inventory } from '../../../src/installer/inventory.ts';
import { valueAt } from '../../../src/installer/plain-data.ts';
import { documentOf } from '../../../src/screens/wizard/document.ts';
import type { Start } from '../../../src/screens/wizard/state.ts';
import { type Driver, start } from './driver.ts';

/** A wizard on its disk page. */
export function onDisk(inventory: Inventory | undefined, options: Partial<Start> = {}): Driver {
  const driver = start({ inventory, ...options });
  driver.goTo('disk');
  return driver;
}

/** The selector of the target as the answers have it. */
export function targetOf(driver: Driver): unknown {
  return valueAt(documentOf(driver.state().pages, driver.state()), ['disk', 'target']);
}

/** Machine with sda and sdb exchanged, as after another start. */
