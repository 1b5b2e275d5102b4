import type { Partition } from './layout.ts';

/**
 * The partition table as an sfdisk script (sfdisk(8), "Input formats"), for sfdisk's standard input.
 * Sizes are turned into sectors of `sectorBytes`.
 */
export function sfdiskScript<Role extends string>(
  partitions: readonly Partition<Role>[],
  guids: Readonly<Record<Role, string>>,
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
