import { closeSync, mkdtempSync, openSync, readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { type Action, cutsAfter, cutsInCache } from './cuts.ts';
import { type HandMade, letters, writeHandMadeLog } from './hand-made-log.ts';
import { Replay } from './replay.ts';
import { readWriteLog } from './write-log.ts';

const DISK_SECTORS = 16;
const FLUSH: HandMade = { sector: 0, flags: 1 };
const LOG: readonly HandMade[] = [
  { sector: 1, data: letters('a', 2) },
  { sector: 2, data: letters('b') },
  FLUSH,
  { sector: 8, flags: 4, sectors: 8 },
  { sector: 4, data: letters('c', 3) },
  { sector: 5, data: letters('d') },
];

function files(log: readonly HandMade[]) {
  const folder = mkdtempSync(join(tmpdir(), 'power-'));
  const disk = join(folder, 'disk');
  writeFileSync(disk, letters('.', DISK_SECTORS));
  writeHandMadeLog(join(folder, 'log'), log);
  return { disk, log: join(folder, 'log') };
}

/** What each look sees, a letter a sector; zeros are a dash. */
async function pictures(actions: (replay: Replay) => Iterable<Action>, log = LOG): Promise<string[]> {
  const made = files(log);
  const replay = new Replay(made.disk, made.log);
  const seen: string[] = [];
  await replay.run(actions(replay), () => {
    const disk = readFileSync(made.disk);
    const sectors = Array.from({ length: DISK_SECTORS }, (_, n) =>
      disk.toString('latin1', n * 512, n * 512 + 1),
    );
    seen.push(sectors.join('').replaceAll('\0', '-'));
  });
  replay.close();
  return seen;
}

describe('a log of writes', () => {
  const read = (entries: readonly HandMade[], change: (file: string) => void = () => {}) => {
    const { log } = files(entries);
    change(log);
    const handle = openSync(log, 'r');
    try {
      return readWriteLog(handle);
    } finally {
      closeSync(handle);
    }
  };

  test('is read entry by entry; the text of a mark is no write', () => {
    const mark: HandMade = { sector: 0, flags: 8 };
    const entries = read([...LOG.slice(0, 3), mark, ...LOG.slice(3)]);
    expect(
      entries.map(({ offset, bytes, flush, discard }) => [offset / 512, bytes / 512, flush, discard]),
    ).toEqual([
      [1, 2, false, false],
      [2, 1, false, false],
      [0, 0, true, false],
      [8, 8, false, true],
      [4, 3, false, false],
      [5, 1, false, false],
    ]);
  });

  test('of another format, cut short, or with writes that pass by the cache is refused', () => {
    expect(() => read(LOG, (file) => writeFileSync(file, letters('x')))).toThrow(/not a log of writes/);
    expect(() => read(LOG, (file) => truncateSync(file, 512 * 13))).toThrow(/cut short/);
    expect(() => read([{ sector: 1, flags: 2, data: letters('a') }])).toThrow(/FUA/);
  });
});

describe('a replay', () => {
  test('makes the disk as it was after each entry', async () => {
    expect(await pictures(({ entries }) => cutsAfter(entries, [0, 1, 2, 3, 4, 5, 6]))).toEqual([
      '................',
      '.aa.............',
      '.ab.............',
      '.ab.............',
      '.ab.....--------',
      '.ab.ccc.--------',
      '.ab.cdc.--------',
    ]);
  });

  test('of a lost cache keeps what was flushed, any of the rest, and ends as the disk did', async () => {
    const epochs = new Set([1]);
    const seen = new Set<string>();
    for (const seed of ['1', '2', '3', '4', '5', '6', '7', '8'])
      for (const picture of await pictures(({ entries }) => [
        ...cutsInCache(entries, { epochs, looks: 2, seed }),
        { do: 'look', cut: 'end' },
      ]))
        seen.add(picture);
    for (const picture of seen) expect(picture).toMatch(/^\.ab\.[.c][.cd][.c]\.(\.{8}|-{8})$/);
    // The later of two writes to a sector was kept and the earlier one lost; one was kept in part; all were.
    expect(seen).toContain('.ab..d..........');
    expect([...seen].some((picture) => /^\.ab\.cc?d?\.\./.test(picture))).toBe(true);
    expect(seen).toContain('.ab.cdc.--------');
  });

  test('of a lost cache is the same for the same seed', async () => {
    const of = (seed: string) =>
      pictures(({ entries }) => cutsInCache(entries, { epochs: new Set([0, 1]), looks: 3, seed }));
    expect(await of('7')).toEqual(await of('7'));
  });
});
