import { createHash } from 'node:crypto';
import { gunzipSync, gzipSync } from 'node:zlib';
import { z } from 'zod';
import { MiB } from '../bytes.ts';
import { NOT_FINISHED, SECTOR_BYTES } from './not-finished.ts';

const count = z.number().int().nonnegative();
const rangeSchema = z.object({ offset: count, bytes: count, sha256: z.string() });
/** Of one range of the disk as it was: `at` and `packed_bytes` say where its gzip lies behind the record. */
const placedSchema = rangeSchema.extend({ at: count, packed_bytes: count });

const recordSchema = z.object({
  /** When the old contents were read. */
  made: z.string(),
  /** The version that was being installed. */
  version: z.string(),
  disk: z.object({
    path: z.string(),
    bytes: count,
    serial: z.string().optional(),
    wwn: z.string().optional(),
  }),
  /** GUID of the new partition table: with it the disk is known to hold this installation and no other. */
  disk_guid: z.string(),
  /** The old table in words: `sfdisk --dump`. */
  table: z.string().optional(),
  /** Arrays and volumes that were taken apart; what was wiped inside of them is not in here. */
  not_kept: z.array(z.string()),
  pieces: z.array(placedSchema),
  /** Ranges that found no room here. */
  left_out: z.array(rangeSchema),
});
const stateSchema = z.object({
  cos_undo: z.literal(1),
  /** `kept`: nothing but the pieces was written to since. `gone`: other parts of the disk were written. */
  state: z.enum(['kept', 'gone']),
  // A damaged number does not fill the memory.
  record_bytes: count.max(16 * MiB),
  record_sha256: z.string(),
});

export type UndoState = z.output<typeof stateSchema>['state'];
/** One range of the disk as it was; without `packed` there was no room for it. */
export type Piece = z.output<typeof rangeSchema> & { readonly packed?: Uint8Array };
export type Undo = Omit<z.output<typeof recordSchema>, 'pieces' | 'left_out'> & {
  readonly state: UndoState;
  readonly pieces: readonly Piece[];
};

/** What to do now; it stands readable in the state. */
const NOW: Record<UndoState, string> = {
  kept: 'Its old partition table can be put back: cos-install restore-table',
  gone: 'Its former contents are lost.',
};

/** zlib's fastest: old tables and file systems are small beside the area, and zeros are nothing at any level. */
const LEVEL = 1;

/** A range and its contents, as a piece. Pure. */
export function pieceOf(offset: number, data: Buffer): Piece {
  const zeros = zerosOf(data.length);
  return { offset, bytes: data.length, ...(data.equals(zeros.data) ? zeros.facts : factsOf(data)) };
}

function factsOf(data: Buffer) {
  return { sha256: sha256(data), packed: gzipSync(data, { level: LEVEL }) };
}

/** Most of what is read is zeros, and all in pieces of the same few lengths: each is packed once. */
const packedZeros = new Map<number, { readonly data: Buffer; readonly facts: ReturnType<typeof factsOf> }>();
function zerosOf(length: number) {
  const known = packedZeros.get(length);
  if (known) return known;
  const data = Buffer.alloc(length);
  const made = { data, facts: factsOf(data) };
  packedZeros.set(length, made);
  return made;
}

/** What a piece holds. @throws when it was left out, or damaged. Pure. */
export function contentOf({ packed, sha256: wanted }: Piece): Buffer {
  const data = gunzipSync(packed ?? Buffer.alloc(0));
  if (sha256(data) !== wanted) throw new Error('its checksum differs');
  return data;
}

/** These bytes are what a piece holds, or held. Pure. */
export function isSame(piece: Piece, data: Uint8Array): boolean {
  return sha256(data) === piece.sha256;
}

/**
 * Undo data as bytes: one sector with the state, the record as readable text, then the pieces (gzip), so that
 * `strings` tells a person what happened, and dd(1) and gunzip(1) give a piece back. With `limit` (bytes), pieces
 * are taken in their order as long as they fit. Pure.
 */
export function encodeUndo(undo: Undo, limit = Number.POSITIVE_INFINITY): Buffer {
  // The record gets no longer than one in which every piece is placed at such numbers.
  const far = { at: LARGE, packed_bytes: LARGE };
  const longest = recordBytes(
    undo,
    undo.pieces.map((piece) => ({ ...piece, ...far })),
    [],
  );
  const { placed, leftOut, packed } = pack(undo.pieces, limit - SECTOR_BYTES - longest.length);
  const record = recordBytes(undo, placed, leftOut);
  return Buffer.concat([stateSector(undo.state, record), record, ...packed]);
}

/** Gives bytes of undo data, counted from their start. */
export type ReadUndo = (offset: number, bytes: number) => Promise<Buffer>;

/** Undo data that somebody reads. @throws when they are none, or damaged. */
export async function decodeUndo(read: ReadUndo): Promise<Undo> {
  const { state, record_bytes, record_sha256 } = readState(await read(0, SECTOR_BYTES));
  const record = await read(SECTOR_BYTES, record_bytes);
  if (sha256(record) !== record_sha256) throw new Error('the checksum of its record differs');
  const { pieces, left_out, ...facts } = recordSchema.parse(JSON.parse(record.toString()));
  const start = SECTOR_BYTES + record_bytes;
  const placed: Piece[] = [];
  for (const { at, packed_bytes, ...range } of pieces)
    placed.push({ ...range, packed: await read(start + at, packed_bytes) });
  return { ...facts, state, pieces: [...placed, ...left_out] };
}

function readState(sector: Buffer) {
  return stateSchema.parse(JSON.parse(sector.toString('latin1')));
}

/** The first sector of undo data whose record stays and whose state changes. @throws when it is none. Pure. */
export function changedState(sector: Buffer, state: UndoState): Buffer {
  const { record_bytes, record_sha256 } = readState(sector);
  return stateText(state, record_bytes, record_sha256);
}

const LARGE = 999_999_999_999;

type Placed = z.output<typeof placedSchema>;
type LeftOut = z.output<typeof rangeSchema>;

function pack(pieces: readonly Piece[], room: number) {
  const placed: Placed[] = [];
  const leftOut: LeftOut[] = [];
  const packed: Uint8Array[] = [];
  let at = 0;
  for (const { packed: blob, ...range } of pieces) {
    if (blob === undefined || at + blob.length > room) leftOut.push(range);
    else {
      placed.push({ ...range, at, packed_bytes: blob.length });
      packed.push(blob);
      at += blob.length;
    }
  }
  return { placed, leftOut, packed };
}

/** The record as lines, filled up to whole sectors. */
function recordBytes(undo: Undo, pieces: readonly Placed[], left_out: readonly LeftOut[]): Buffer {
  const record = recordSchema.parse({ ...undo, pieces, left_out });
  const text = Buffer.from(JSON.stringify(record, null, 1));
  const whole = Buffer.alloc(Math.ceil((text.length + 1) / SECTOR_BYTES) * SECTOR_BYTES, ' ');
  text.copy(whole);
  whole.write('\n', whole.length - 1);
  return whole;
}

function stateSector(state: UndoState, record: Buffer): Buffer {
  return stateText(state, record.length, sha256(record));
}

function stateText(state: UndoState, record_bytes: number, record_sha256: string): Buffer {
  const facts = { cos_undo: 1, state, what: NOT_FINISHED, now: NOW[state], record_bytes, record_sha256 };
  return Buffer.from(`${JSON.stringify(facts, null, 1).padEnd(SECTOR_BYTES - 1)}\n`, 'latin1');
}

function sha256(data: Uint8Array): string {
  return createHash('sha256').update(data).digest('hex');
}
