import { z } from 'zod';
import type { Machine } from '../machine.ts';
import { error, ProblemError } from '../problem.ts';
import { type BlockDevice, listBlockDevices, withDescendants } from './lsblk.ts';
import { hasNoTable, isMarked, SECTOR_BYTES } from './not-finished.ts';

const outputSchema = z.object({
  signatures: z.array(z.object({ type: z.string(), offset: z.string() })),
});

/**
 * Looks for old contents again, on the device itself and not in udev's memory: no signature is found at any
 * place, and nothing was assembled or mounted anew. The mark of an installation that is not finished is none: it
 * is in the first sector of the disk, and of an array that starts where its disk starts.
 * @throws ProblemError naming what is still there.
 */
export async function proveWiped(machine: Machine, device: string): Promise<void> {
  const { stdout } = await machine.run(['wipefs', '--json', device], { timeoutSeconds: 60 });
  const found = outputSchema.parse(JSON.parse(stdout.trim() || '{"signatures":[]}')).signatures;
  const isOurs = await isOnlyMarked(machine, device);
  const signatures = found.filter(({ type }) => !(isOurs && type === 'dos'));
  if (signatures.length > 0) {
    const named = signatures.map(({ type, offset }) => `${type} (${offset})`).join(', ');
    throw new ProblemError(error('disk.still-signed', device, { device, found: named }));
  }
  const here = withDescendants(await listBlockDevices(machine)).find(({ path }) => path === device);
  const holder = here && holderOf(here);
  if (holder !== undefined) throw new ProblemError(error('disk.still-held', device, { device, holder }));
}

/** wipefs(8) calls any first sector that a BIOS would run an MS-DOS table. */
async function isOnlyMarked(machine: Machine, device: string): Promise<boolean> {
  const sector = await machine.readAt(device, 0, SECTOR_BYTES);
  return isMarked(sector) && hasNoTable(sector);
}

function holderOf(device: BlockDevice): string | undefined {
  const mounted = withDescendants([device]).find(({ mountpoints }) => mountpoints.length > 0);
  if (mounted) return `${mounted.path} (${mounted.mountpoints.join(', ')})`;
  const active = withDescendants(device.children).find(({ type }) => type !== 'part');
  return active && `${active.path} (${active.type})`;
}
