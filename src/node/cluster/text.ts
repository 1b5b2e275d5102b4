import type { ClusterView, NodeRow } from './view.ts';

const HEADING = ['node', 'address', 'role', 'etcd', ''];

/** The cluster as a table, then the pool's ranges, and what could not be asked. */
export function clusterText({ nodes, pool, virtual_ip, silent }: ClusterView): string {
  const rows = [HEADING, ...nodes.map((node) => cellsOf(node, virtual_ip))];
  const widths = HEADING.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  const table = rows.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  );
  const ranges = pool.map(({ range, addresses, taken }) => `pool ${range}: ${taken} of ${addresses} taken`);
  const others = [...ranges, ...silent.map((one) => `no answer from ${one}`)];
  return `${[...table, ...(others.length > 0 ? ['', ...others] : [])].join('\n')}\n`;
}

function cellsOf({ hostname, address, role, etcd, has_virtual_ip }: NodeRow, virtualIp: string): string[] {
  return [hostname, address, role, etcd ?? '?', has_virtual_ip ? `virtual IP ${virtualIp}`.trim() : ''];
}
