import { candidateNames } from './answer-source.ts';
import type { Inventory } from './inventory.ts';

/** What FAT, which most sticks have, does not allow in a name. */
const NOT_ON_FAT = /["*:<>?|\\]/;

type Named = Pick<Inventory, 'dmi' | 'links'>;

/** What a file of this machine is called: its serial number, else a card's address; undefined: it has neither. */
export function machineName(inventory: Named): string | undefined {
  const names = candidateNames(inventory).filter((name) => name !== 'fleet.yaml' && name !== 'default.yaml');
  return names.find((name) => !NOT_ON_FAT.test(name))?.replace(/\.yaml$/, '');
}

/** `cos-log-SERIAL-20261121T174500Z`: a name for one moment (UTC) of one machine, good on every file system. */
export function stampedName(what: string, inventory: Named, now: Date): string {
  const machine = (machineName(inventory) ?? 'machine').replaceAll(/[^\w.-]/g, '-');
  const time = now.toISOString().replaceAll(/[-:]|\.\d+/g, '');
  return `${what}-${machine}-${time}`;
}
