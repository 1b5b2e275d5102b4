import { afterAll, beforeAll, expect, test } from 'vitest';
import { GiB, MiB } from '../../src/bytes.ts';
import { layoutDisk, type PartitionRole } from '../../src/disk/layout.ts';
import { EXIT } from '../../src/problem.ts';
import { sha256 } from './disks.ts';
import { type Behave, EIO, ENOSPC } from './faulty-disk.ts';
import { type Lab, openLab, UNFINISHED } from './lab.ts';
import type { NbdRequest } from './nbd.ts';
import { PLUGGED_BYTES, withController, withPluggedDisk } from './plugged-disk.ts';

let lab: Lab;
/** The disk that is the target elsewhere is another disk here. */
let otherBefore: string;
beforeAll(async () => {
  lab = await openLab({ name: 'bad-disk', number: 64 }, withController);
  otherBefore = await sha256(lab.stage.disks[0]);
});
afterAll(async () => {
  await lab?.close();
  expect(await sha256(lab.stage.disks[0])).toBe(otherBefore);
});

function startOf(role: PartitionRole): number {
  const start = layoutDisk(PLUGGED_BYTES).find((part) => part.role === role)?.start_bytes;
  if (start === undefined) throw new Error(`no ${role}`);
  return start;
}

/** Places in the image of the system, and in the initrd. */
const IN_USR = startOf('usr_a') + 100 * MiB;
const IN_ESP = startOf('efi_system') + 20 * MiB;
/** Where a disk ends that says it is larger. */
const SHORT = 2 * GiB;

function touches({ offset, bytes }: NbdRequest, place: number): boolean {
  return offset <= place && place < offset + bytes;
}

/** What it does to requests of one kind that touch a place. */
function at(place: number, kind: NbdRequest['kind'], does: ReturnType<Behave>): Behave {
  return (request) => (request.kind === kind && touches(request, place) ? does : 'good');
}

/** How it reads a place once that was written: disks are read before, too. */
function readsBack(place: number, does: ReturnType<Behave>): Behave {
  let written = false;
  return (request) => {
    if (!touches(request, place)) return 'good';
    written ||= request.kind === 'write';
    return written && request.kind === 'read' ? does : 'good';
  };
}

/** The first block of a write: an extension's, and not the file system's own. */
function isCompressed(data: Buffer): boolean {
  return new Set(data.subarray(0, 4096)).size > 200;
}

/** FAT does not tell where on the disk a byte of a file is. */
const BAD_INITRD = /initrd-a\.img .*, byte \d+ of the file.*\[E247\]/;

const CASES: readonly [what: string, exit: number, says: RegExp, behave: Behave][] = [
  ['a write error in USR-A', EXIT.write, /\[E244\]/, at(IN_USR, 'write', { errno: EIO })],
  [
    'a thin disk without room',
    EXIT.write,
    /\[E244\]/,
    ({ kind, offset }) =>
      kind === 'write' && offset > GiB && offset < PLUGGED_BYTES - 2 * MiB ? { errno: ENOSPC } : 'good',
  ],
  ['a read error in USR-A', EXIT.verify, /\[E245\]/, readsBack(IN_USR, { errno: EIO })],
  [
    'a flipped bit in USR-A',
    EXIT.verify,
    new RegExp(`at byte ${IN_USR} .*\\[E246\\]`),
    readsBack(IN_USR, { flipped: IN_USR }),
  ],
  ['a lost write in USR-A', EXIT.verify, /\[E246\]/, at(IN_USR, 'write', 'lost')],
  ['a flipped bit in the initrd', EXIT.verify, BAD_INITRD, readsBack(IN_ESP, { flipped: IN_ESP })],
  ['a read error in the initrd', EXIT.verify, BAD_INITRD, readsBack(IN_ESP, { errno: EIO })],
  [
    'lost writes of an extension on ROOT',
    EXIT.verify,
    /\[E246\]/,
    (request) =>
      request.kind === 'write' && request.offset > startOf('root') && isCompressed(request.data)
        ? 'lost'
        : 'good',
  ],
  [
    'a short disk that refuses what is behind its end',
    EXIT.write,
    /\[E244\]/,
    ({ kind, offset }) => (kind !== 'flush' && offset >= SHORT ? { errno: EIO } : 'good'),
  ],
  [
    'a short disk that loses what is behind its end',
    EXIT.verify,
    /\[E246\]/,
    ({ kind, offset }) => (kind === 'write' && offset >= SHORT ? 'lost' : 'good'),
  ],
  [
    'a short disk that begins again behind its end',
    EXIT.verify,
    /\[E246\]/,
    ({ offset }) => (offset >= 2 * SHORT ? { at: offset % (2 * SHORT) } : 'good'),
  ],
];

test.each(CASES)('%s: the installation fails, and the disk does not boot', async (_, exit, says, behave) => {
  await withPluggedDisk(lab, async ({ disk, serial }) => {
    disk.behave = behave;
    await lab.answers({ serial });
    const ran = await lab.install();
    expect(ran.failure?.message).toMatch(says);
    expect(ran.code).toBe(exit);
    expect(await lab.outcomes(disk.file)).toEqual(UNFINISHED);
  });
});

test('a disk that is pulled while it is written: called gone, and does not boot', async () => {
  await withPluggedDisk(lab, async ({ disk, serial, pull }) => {
    disk.behave = (request) => {
      if (request.kind === 'write' && touches(request, IN_USR)) void pull();
      return 'good';
    };
    await lab.answers({ serial });
    const { failure } = await lab.install();
    expect(failure).toMatchObject({ step_id: 'write-usr', disk_state: 'unusable' });
    expect(failure?.message).toMatch(/\[E279\]/);
    expect(await lab.outcomes(disk.file)).toEqual(UNFINISHED);
  });
});

test('a disk that dies while it is written: the installation fails, and the disk does not boot', async () => {
  await withPluggedDisk(lab, async ({ disk, serial }) => {
    disk.behave = at(IN_USR, 'write', 'gone');
    await lab.answers({ serial });
    const { failure } = await lab.install();
    expect(failure).toMatchObject({ step_id: 'write-usr', disk_state: 'unusable' });
    expect(await lab.outcomes(disk.file)).toEqual(UNFINISHED);
  });
});
