import { z } from 'zod';
import { CommandFailed } from '../machine.ts';
import type { Host } from '../sysfs.ts';
import type { VolumeGroup } from './disk.ts';
import { type BlockDevice, withDescendants } from './lsblk.ts';

/** Without locks and without a write, whatever state the volume groups are in (lvm(8), `--readonly`). */
const COMMAND = [
  'pvs',
  '--readonly',
  '--reportformat',
  'json',
  '--options',
  'pv_name,vg_name,vg_uuid',
] as const;

const outputSchema = z.object({
  report: z.array(
    z.object({
      pv: z.array(z.object({ pv_name: z.string(), vg_name: z.string(), vg_uuid: z.string() })),
    }),
  ),
});

type VolumeGroups = {
  /** By path of the physical volume, e.g. `/dev/sda2`. */
  readonly groups: ReadonlyMap<string, VolumeGroup>;
  readonly findings: readonly string[];
};

/** The volume groups of all physical volumes; LVM is asked only where there is one. */
export async function readVolumeGroups(host: Host, top: readonly BlockDevice[]): Promise<VolumeGroups> {
  const any = withDescendants(top).some(({ fstype }) => fstype === 'LVM2_member');
  if (!any || host.sysroot !== undefined) return { groups: new Map(), findings: [] };
  try {
    const { stdout } = await host.machine.run(COMMAND, { timeoutSeconds: 60 });
    const volumes = outputSchema.parse(JSON.parse(stdout)).report.flatMap(({ pv }) => pv);
    const named = volumes.filter(({ vg_uuid }) => vg_uuid !== '');
    return {
      groups: new Map(named.map((v) => [v.pv_name, { name: v.vg_name, uuid: v.vg_uuid }])),
      findings: [],
    };
  } catch (cause) {
    const known =
      cause instanceof CommandFailed || cause instanceof SyntaxError || cause instanceof z.ZodError;
    if (!known) throw cause;
    return { groups: new Map(), findings: [`volume groups: ${cause.message}`] };
  }
}
