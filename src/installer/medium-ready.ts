import { error, type Problem } from '../problem.ts';
import type { Inventory } from './inventory.ts';
import type { Manifest } from './manifest.ts';

export type ReadyMedium = { readonly mountPoint: string; readonly manifest: Manifest };

/** The medium that the install copies from, or why there is none: with what was found instead. */
export function readyMedium(inventory: Inventory): ReadyMedium | { readonly problem: Problem } {
  const { medium } = inventory;
  if (medium?.manifest) return { mountPoint: medium.mount_point, manifest: medium.manifest };
  return { problem: error('medium.not-ready', 'medium', { found: found(inventory) }) };
}

function found(inventory: Inventory): string {
  const { medium } = inventory;
  if (medium) return `${medium.device} labelled ${medium.label ?? '(nothing)'}, without /cos/manifest.json`;
  const labels = inventory.disks.map((d) => `${d.path}${d.label === undefined ? '' : ` (${d.label})`}`);
  return labels.length === 0 ? 'no block device at all' : `${labels.join(', ')}`;
}
