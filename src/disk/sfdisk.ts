import type { Partition, PartitionRole } from './layout.ts';

/**
 * The partition table as an sfdisk script (sfdisk(8), "Input formats"), for sfdisk's standard input.
 * Sizes are turned into sectors of `sectorBytes`.
 */
export function sfdiskScript(
  partitions: readonly Partition[],
  guids: Readonly<Record<PartitionRole, string>>,
  diskGuid: string,
  sectorBytes: number,
): string {
  const lines = partitions.map((p) => {
    const fields = [
      `start=${p.start_bytes / sectorBytes}`,
      `size=${p.bytes / sectorBytes}`,
      `type=${p.type}`,
      `uuid=${guids[p.role]}`,
      `name="${p.label}"`,
      ...(p.attributes ? [`attrs="${p.attributes}"`] : []),
    ];
    return `${p.number} : ${fields.join(', ')}`;
  });
  return ['label: gpt', `label-id: ${diskGuid}`, 'unit: sectors', '', ...lines, ''].join('\n');
}
