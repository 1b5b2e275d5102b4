import { globSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { type Inventory, inventorySchema } from '../src/installer/inventory.ts';

const FOLDER = new URL('machines/', import.meta.url).pathname;

/** Names of the recorded machines. */
export const machineNames = globSync(`${FOLDER}*.json`)
  .map((path) => basename(path, '.json'))
  .sort();

/** A recorded machine of test/machines. */
export function recordedMachine(name: string): Inventory {
  return inventorySchema.parse(JSON.parse(readFileSync(`${FOLDER}${name}.json`, 'utf8')));
}
