import { type Host, readAttribute } from '../sysfs.ts';
import type { BlockDevice } from './lsblk.ts';

/**
 * The number of a partition, from sysfs: `partition` for the kernel's own, and for a partition that
 * kpartx(8) maps (on multipath) the DM UUID `part3-mpath-…`.
 */
export async function partitionNumber(host: Host, device: BlockDevice): Promise<number | undefined> {
  if (device.type !== 'part') return undefined;
  const folder = `/sys/dev/block/${device['maj:min']}`;
  const own = await readAttribute(host, `${folder}/partition`);
  const mapped = /^part(\d+)-/.exec((await readAttribute(host, `${folder}/dm/uuid`)) ?? '')?.[1];
  const found = Number(own ?? mapped);
  return Number.isInteger(found) && found > 0 ? found : undefined;
}
