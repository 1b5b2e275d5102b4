import type { Machine } from '../machine.ts';

/** One extent: bytes of the file, and where the first of them lies on the partition (filefrag(8), -v). */
const EXTENT = /^\s*\d+:\s*(\d+)\.\.\s*(\d+):\s*(\d+)\.\./;

/** Where a byte of a file lies on its partition; undefined where the file system does not tell. */
export async function placeOnPartition(
  machine: Pick<Machine, 'run'>,
  path: string,
  offset: number,
): Promise<number | undefined> {
  // In units of one byte; a program that fails here is not the news.
  const { stdout } = await machine.run(['filefrag', '-b1', '-v', path]).catch(() => ({ stdout: '' }));
  for (const line of stdout.split('\n')) {
    const [, first, last, place] = EXTENT.exec(line)?.map(Number) ?? [];
    if (first === undefined || last === undefined || place === undefined) continue;
    if (first <= offset && offset <= last) return place + offset - first;
  }
  return undefined;
}
