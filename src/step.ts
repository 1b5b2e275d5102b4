import type { Secret } from './secret.ts';

/**
 * `write` puts the system on the disk, `verify` reads it back, `commit` makes it bootable. Steps run in
 * this order, so a disk whose contents were not verified never boots.
 */
export type Phase = 'write' | 'verify' | 'commit';

/** How a disk is known again just before the first write. */
export type DiskIdentity = {
  readonly path: string;
  readonly bytes: number;
  readonly serial?: string | undefined;
  readonly wwn?: string | undefined;
};

/** Looks at a disk again; see `disk/prove.ts`. */
export type ProveDisk = {
  readonly do: 'prove-disk';
  readonly disk: DiskIdentity;
  /** The medium's volume, as it was seen when the disk was chosen. */
  readonly medium?: { readonly label?: string | undefined; readonly uuid?: string | undefined };
  /** Paths of arrays and volumes on the disk that a later step takes apart; nothing else may be active. */
  readonly takes_apart?: readonly string[];
};

/** Unpacks the image of a whole disk onto a disk, all but its first bytes; see `block-io/unpack.ts`. */
export type Unpack = {
  readonly do: 'unpack';
  /** Unpacks the image to its standard output. */
  readonly argv: Argv;
  readonly name: string;
  /** A file for the first bytes of the image: they make the disk bootable, and come last. */
  readonly head: { readonly path: string; readonly bytes: number };
  readonly device: string;
  /** Bytes of the device. */
  readonly capacity: number;
  /** Bytes of the image, as its partition table says: it has at least as many. */
  readonly bytes: number;
};

/** Keeps what will be written to before the former contents of a disk are given up; see `disk/undo.ts`. */
export type KeepUndo = {
  readonly do: 'keep-undo';
  readonly disk: DiskIdentity;
  readonly file: string;
  /** Version of the system that is installed. */
  readonly version: string;
  /** GUID of the new partition table, lower case. */
  readonly disk_guid: string;
  /** Where the new table and its partitions write, in bytes of the disk. */
  readonly ranges: readonly { readonly offset: number; readonly bytes: number }[];
  /** Arrays and volumes that are taken apart: what is wiped inside of them is not kept. */
  readonly not_kept: readonly string[];
};

/** A new partition table in sfdisk's form (sfdisk(8)), by way of a file; see `disk/write-table.ts`. */
export type WriteTable = {
  readonly do: 'write-table';
  readonly device: string;
  readonly script: string;
  readonly file: string;
};

type Argv = readonly [string, ...string[]];

/** A partition of ours: what a byte of it is on its disk. */
export type Region = { readonly disk: string; readonly partition: string; readonly start_bytes: number };

/** Copies bytes; `on` is where `to` lies. `read_back`: they are read again and proven, see `block-io/requests.ts`. */
export type CopyAction = {
  readonly do: 'copy';
  readonly from: string;
  readonly fromOffset: number;
  readonly to: string;
  readonly toOffset: number;
  readonly bytes: number;
  readonly read_back?: { readonly from: string; readonly sha256?: string };
  readonly on?: Region;
};

/** Reads the first bytes of a file or device; with a digest they are compared, and a file has no byte more. */
export type ReadAction = {
  readonly do: 'read';
  readonly from: string;
  readonly bytes: number;
  readonly sha256?: string;
  readonly sha1?: string;
  readonly sha512?: string;
};

/** Reads what was written, past the page cache, and compares it. `path` is a device, or a file on a mounted one. */
export type CompareAction = {
  readonly do: 'compare';
  readonly path: string;
  readonly offset: number;
  readonly with: { readonly from: string; readonly offset: number } | { readonly content: string | Secret };
  /** Absent: all that `with` holds. */
  readonly bytes?: number;
  /** Where it lies: the device, or with `file` the file system that it is a file of. */
  readonly on?: Region;
  readonly file?: true;
};

/**
 * One effect, as data. Sizes and offsets are bytes; argument vectors only, never a shell string.
 * `within` enters a scope (a mount, a mapping) and leaves it again whatever happens inside.
 */
export type Action =
  | { readonly do: 'run'; readonly argv: Argv; readonly stdin?: string | Secret }
  | {
      readonly do: 'write-file';
      readonly path: string;
      readonly mode: number;
      readonly content: string | Secret;
    }
  | CopyAction
  | ReadAction
  | CompareAction
  | Unpack
  | ProveDisk
  /** Zeros at both ends of what lies on a disk, but not where the mark and the undo data lie; `bytes`: its size. */
  | { readonly do: 'wipe-ends'; readonly device: string; readonly bytes: number }
  | { readonly do: 'prove-wiped'; readonly device: string }
  /** Writes to places all over an emptied disk and reads them back: it is as large as it says; `bytes`: that size. */
  | { readonly do: 'prove-size'; readonly device: string; readonly bytes: number }
  | KeepUndo
  /** The mark goes into the first sector; `clear`: its partition entries out of it. See `disk/mark.ts`. */
  | { readonly do: 'mark'; readonly device: string; readonly table: 'clear' | 'keep' }
  | { readonly do: 'store-undo'; readonly device: string; readonly file: string }
  /** From here on the former contents are lost, whatever happens. */
  | { readonly do: 'end-undo'; readonly device: string; readonly file: string }
  | WriteTable
  | { readonly do: 'reread-table'; readonly device: string; readonly partitions: readonly string[] }
  | { readonly do: 'within'; readonly enter: Argv; readonly leave: Argv; readonly run: readonly Action[] };

/**
 * One step of a plan: what the progress list shows and what the interpreter carries out. `touches` are
 * the block devices whose contents change. `undo` runs, last step first, when a later step fails.
 */
export type Step = {
  readonly id: string;
  readonly title: string;
  readonly phase: Phase;
  readonly touches: readonly string[];
  readonly run: readonly Action[];
  readonly undo?: readonly Action[];
  /** From this step on, what the disk was can be put back from what was kept of it (`kept`), or not any more. */
  readonly undo_data?: 'kept' | 'gone';
};

/** What will be destroyed, in words for the person who confirms it. */
export type Destruction = { readonly device: string; readonly sentence: string };

/** A program that the role would run and that is not on the medium: the units that stay off. */
export type Absent = { readonly program: string; readonly units: readonly string[] };

/** A whole install as plain data: it can be printed, saved, compared and tested. */
export type Plan = {
  readonly version: 1;
  readonly target: DiskIdentity;
  /** The disk for containers, where there is one. */
  readonly data?: DiskIdentity;
  readonly destroys: readonly Destruction[];
  /** What the node goes without; nothing fails of it. */
  readonly not_installed?: readonly Absent[];
  readonly steps: readonly Step[];
};
