import { z } from 'zod';
import type { Machine } from '../machine.ts';
import { error, ProblemError } from '../problem.ts';
import { type BlockDevice, listBlockDevices, withDescendants } from './lsblk.ts';

const outputSchema = z.object({
  signatures: z.array(z.object({ type: z.string(), offset: z.string() })),
});

/**
 * Looks for old contents again, on the device itself and not in udev's memory: no signature is found at any
 * place, and nothing was assembled or mounted anew.
 * @throws ProblemError naming what is still there.
 */
export async function proveWiped(machine: Machine, device: string): Promise<void> {
  const { stdout } = await machine.run(['wipefs', '--json', device], { timeoutSeconds: 60 });
  const { signatures } = outputSchema.parse(JSON.parse(stdout.trim() || '{"signatures":[]}'));
  if (signatures.length > 0) {
    const found = signatures.map(({ type, offset }) => `${type} (${offset})`).join(', ');
    throw new ProblemError(error('disk.still-signed', device, { device, found }));
  }
  const here = withDescendants(await listBlockDevices(machine)).find(({ path }) => path === device);
  const holder = here && holderOf(here);
  if (holder !== undefined) throw new ProblemError(error('disk.still-held', device, { device, holder }));
}

function holderOf(device: BlockDevice): string | undefined {
  const mounted = withDescendants([device]).find(({ mountpoints }) => mountpoints.length > 0);
  if (mounted) return `${mounted.path} (${mounted.mountpoints.join(', ')})`;
  const active = withDescendants(device.children).find(({ type }) => type !== 'part');
  return active && `${active.path} (${active.type})`;
}
