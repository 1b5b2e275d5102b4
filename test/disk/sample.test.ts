import { expect, test } from 'vitest';
import type { PlacesRequest } from '../../src/block-io/requests.ts';
import { sampleDisk, sampleOnce } from '../../src/disk/sample.ts';
import type { Machine } from '../../src/machine.ts';
import { problemLine } from '../../src/problem.ts';
import { recordingMachine } from '../recording-machine.ts';
import { aDisk } from './fixtures.ts';

const disk = aDisk({ bytes: 480103981056 });

/** A disk that gives some places and then does something else. */
function givingPlaces(count: number, then: () => Promise<void>) {
  const asked: PlacesRequest[] = [];
  const readPlaces: Machine['readPlaces'] = async (request, options = {}) => {
    asked.push(request);
    options.onProgress?.(count * request.bytes);
    await then();
  };
  return { asked, readPlaces };
}

test('a few MiB from the first to the last byte, on whole sectors', async () => {
  const machine = givingPlaces(64, async () => {});
  expect(await sampleDisk(machine, disk)).toEqual([]);
  const [{ path, places, bytes } = { path: '', places: [], bytes: 0 }] = machine.asked;
  expect([path, places.length * bytes]).toEqual(['/dev/sda', 4 * 1024 * 1024]);
  expect(places[0]).toBe(0);
  expect(disk.bytes - ((places.at(-1) ?? 0) + bytes)).toBeLessThan(4096);
  expect((places.at(-1) ?? 0) + bytes).toBeLessThanOrEqual(disk.bytes);
  expect(places.filter((place) => place % 4096 !== 0)).toEqual([]);
  expect(places).toEqual([...new Set(places)].toSorted((a, b) => a - b));
});

test('an unreadable place is named', async () => {
  const machine = givingPlaces(3, () => Promise.reject(new Error('EIO: i/o error, read')));
  const found = await sampleDisk(machine, disk);
  const place = machine.asked[0]?.places[3];
  expect(place).toBeGreaterThan(20e9);
  expect(found.map((one) => problemLine(one))).toEqual([
    `disk.target: /dev/sda cannot be read at byte ${place} (EIO: i/o error, read); replace it or choose another disk, or check its cable and controller [W241]`,
  ]);
});

test('a disk that hangs is not waited for', async () => {
  const machine = givingPlaces(5, () => new Promise(() => {}));
  const found = await sampleDisk(machine, disk, { seconds: 0.01 });
  expect(found.map((one) => problemLine(one))).toEqual([
    expect.stringMatching(/answered 5 of 64 short reads in 0.01 s.* \[W242\]$/),
  ]);
});

test('an abort ends it and says nothing against the disk', async () => {
  const abort = new AbortController();
  const machine = givingPlaces(5, () => new Promise(() => abort.abort()));
  expect(await sampleDisk(machine, disk, { signal: abort.signal })).toEqual([]);
});

test('a disk is sampled once as long as it is the same', async () => {
  const machine = recordingMachine();
  const sample = sampleOnce(machine);
  await Promise.all([sample(disk), sample(disk)]);
  await sample(disk);
  expect(machine.done).toHaveLength(1);
  await sample({ ...disk });
  expect(machine.done).toEqual(Array(2).fill('sample /dev/sda 64x65536'));
});
