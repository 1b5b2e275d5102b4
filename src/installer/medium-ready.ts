import { error, type Problem } from '../problem.ts';
import type { Inventory } from './inventory.ts';
import { MANIFEST_PROBE, type Manifest } from './manifest.ts';
import type { Payload } from './payload.ts';

export type ReadyMedium = {
  readonly mountPoint: string;
  readonly manifest: Manifest;
  readonly payload: Payload | undefined;
};

/** The medium that the install copies from, or why there is none: with what was found instead. */
export function readyMedium(inventory: Inventory): ReadyMedium | { readonly problem: Problem } {
  const { medium } = inventory;
  if (medium?.manifest) {
    const { mount_point: mountPoint, manifest, payload } = medium;
    return { mountPoint, manifest, payload };
  }
  return { problem: error('medium.not-ready', 'medium', { found: found(inventory) }) };
}

function found(inventory: Inventory): string {
  const { medium, findings } = inventory;
  if (medium) return `${medium.device} labelled ${medium.label ?? '(nothing)'}, ${lack(findings)}`;
  const labels = inventory.disks.map((d) => `${d.path}${d.label === undefined ? '' : ` (${d.label})`}`);
  return labels.length === 0 ? 'no block device at all' : `${labels.join(', ')}`;
}

/** What a medium lacks to be one that an install can copy from. */
function lack(findings: readonly string[]): string {
  const start = `${MANIFEST_PROBE}: `;
  const damage = findings.find((finding) => finding.startsWith(start));
  if (damage === undefined) return 'without /cos/manifest.json';
  return `whose /cos/manifest.json is damaged (${damage.slice(start.length)})`;
}
