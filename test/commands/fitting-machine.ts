import type { Disk } from '../../src/disk/disk.ts';
import type { Answers } from '../../src/installer/answers.ts';
import type { Inventory } from '../../src/installer/inventory.ts';
import type { CardSelector } from '../../src/network/answers.ts';
import type { Link } from '../../src/network/link.ts';
import { recordedMachine } from '../machines.ts';

/** A path that no machine has: whatever goes wrong, no disk of this one is touched. */
export const NO_DISK = '/dev/cos-test-no-disk';
const NO_DATA_DISK = '/dev/cos-test-no-data-disk';

/** A recorded machine whose card and disk are what the answers ask for. */
export function fittingMachine({ network, disk }: Answers): Inventory {
  const machine = recordedMachine('virtio-vm');
  const [card, ...cards] = machine.links;
  const [vda, ...disks] = machine.disks;
  if (!card || !vda) throw new Error('the recording has no card or no disk');
  const named = network.bond?.members ?? [network.interface];
  const { serial, wwn, model, bus, rotational, path: link } = disk.target;
  const target = {
    ...vda,
    path: NO_DISK,
    links: link === undefined ? [] : [link],
    bytes: bytesFor(disk.target.size, vda.bytes),
    ...(serial === undefined ? {} : { serial: literal(serial) }),
    ...(wwn === undefined ? {} : { wwn }),
    ...(model === undefined ? {} : { model: literal(model) }),
    ...(bus === undefined ? {} : { bus }),
    ...(rotational === undefined ? {} : { rotational }),
    ...(disk.target.empty === false ? { partition_table: 'gpt' } : {}),
  };
  const other = disks.map((one) => ({ ...one, bytes: 9_000_000_000, partition_table: 'gpt' }));
  return {
    ...machine,
    links: [...named.map((selector, index) => linkFor(selector, card, index)), ...cards],
    disks: [
      target,
      ...other.map((one) => ({ ...one, bus: 'ide' as const, model: 'another' })),
      ...dataDisks(disk.data, vda),
    ],
  };
}

/** A card by what the answers say of it. */
function linkFor({ mac, name, path }: CardSelector, like: Link, index: number): Link {
  const burnt = mac ?? like.mac.replace(/..$/, String(10 + index));
  return {
    ...like,
    name: name ?? `enx${index}`,
    mac: burnt,
    permanent_mac: burnt,
    ...(path === undefined ? {} : { path }),
  };
}

/** The data disk that is asked for by its serial number; as little there as the target. */
function dataDisks(data: Answers['disk']['data'], like: Disk): Disk[] {
  const { serial } = data?.select ?? {};
  if (serial === undefined) return [];
  return [{ ...like, path: NO_DATA_DISK, links: [], serial: literal(serial), bus: 'other' }];
}

function bytesFor(size: Answers['disk']['target']['size'], otherwise: number): number {
  if (size === undefined) return otherwise;
  return Math.min(Math.max(size.min_bytes ?? 0, otherwise), size.max_bytes ?? Number.POSITIVE_INFINITY);
}

/** A value that a pattern fits. */
function literal(pattern: string): string {
  return pattern.replaceAll('*', '').replaceAll('?', 'x');
}
