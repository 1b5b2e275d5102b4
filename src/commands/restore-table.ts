import { createInterface } from 'node:readline/promises';
import { formatBinarySize, formatSize } from '../bytes.ts';
import type { Command } from '../command-line.ts';
import { proveDisk } from '../disk/prove.ts';
import { proveRestorable, type Restorable, restore } from '../disk/restore.ts';
import type { Undo } from '../disk/undo-file.ts';
import { findUndo } from '../installer/undo-sources.ts';
import { EXIT, error, ProblemError } from '../problem.ts';
import type { Tools } from './tools.ts';

type Wanted = Extract<Command, { readonly name: 'restore-table' }>;

/**
 * `restore-table [DISK|FILE]`: puts back what was kept of a disk before an installation wrote to it, when nothing
 * else of the disk was written since. @returns the exit code.
 */
export async function restoreTable({ from, yes }: Wanted, tools: Tools): Promise<number> {
  const { machine, print } = tools;
  if (process.getuid?.() !== 0)
    throw new ProblemError(error('usage.bad-arguments', '', { reason: 'restore-table needs root (sudo)' }));
  const { undo, source } = await findUndo(machine, from);
  const device = undo.disk.path;
  await proveDisk(machine, { disk: undo.disk });
  const what = await proveRestorable(machine, device, undo);
  for (const line of describe(undo, source, what)) print(line);
  if (!yes && !(await isAgreed(tools, device))) {
    print('Nothing was written.');
    return EXIT.aborted;
  }
  await proveDisk(machine, { disk: undo.disk });
  await restore(machine, undo, what);
  print(`${device} is as it was when the installation began, as far as said above. It holds now:`);
  const columns = ['--output', 'NAME,SIZE,TYPE,FSTYPE,LABEL'];
  print((await machine.run(['lsblk', ...columns, device])).stdout.trimEnd());
  return EXIT.ok;
}

function describe(undo: Undo, source: string, { back, missing }: Restorable): string[] {
  const { path, bytes, serial } = undo.disk;
  const count = back.reduce((sum, piece) => sum + piece.bytes, 0);
  return [
    `Disk:      ${path} (${formatSize(bytes)}, serial ${serial ?? '-'})`,
    `Undo data: ${source}, kept at ${undo.made} before COS ${undo.version} was installed`,
    `Put back:  ${back.length} places, ${formatBinarySize(count)}: the ends of the disk and of its partitions`,
    ...missing.map((piece) => `NOT put back: ${piece.bytes} bytes at ${piece.offset}; they were not kept`),
    ...undo.not_kept.map(
      (layer) => `NOT put back: what was wiped at both ends of ${layer}, which was taken apart`,
    ),
    ...(undo.table === undefined
      ? ['Old table: none']
      : [
          'Old table:',
          ...undo.table
            .trimEnd()
            .split('\n')
            .map((line) => `  ${line}`.trimEnd()),
        ]),
  ];
}

async function isAgreed({ stdin, stdout, signal }: Tools, device: string): Promise<boolean> {
  if (!stdin.isTTY) throw new ProblemError(error('restore.needs-yes', ''));
  const lines = createInterface({ input: stdin, output: stdout });
  try {
    const answer = await lines.question(`Put this back on ${device}? Type yes: `, { signal });
    return answer.trim() === 'yes';
  } finally {
    lines.close();
  }
}
