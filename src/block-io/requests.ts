/** How what was copied is proven by reading it again, past the page cache and behind the writer. */
export type ReadBack = {
  /** What is read: a dm-verity mapping of the target, which proves every block itself; or the target. */
  readonly from: string;
  /** SHA-256 of all that is copied: for a target that proves nothing itself. */
  readonly sha256?: string;
};

/** A copy between files or block devices: offsets and length in bytes. */
export type CopyRequest = {
  readonly from: string;
  readonly fromOffset: number;
  readonly to: string;
  readonly toOffset: number;
  readonly bytes: number;
  readonly read_back?: ReadBack;
};

/** What bytes have to be, in hexadecimal digits: one of these. */
export type Digests = { readonly sha256?: string; readonly sha1?: string; readonly sha512?: string };

/** The first `bytes` of a file or device; with a digest they are compared, and a file has no byte more. */
export type ReadRequest = Digests & { readonly path: string; readonly bytes: number };

/** What has to be at a place of a file or device; where `from` is text, that is the content itself. */
export type CompareRequest = {
  readonly path: string;
  readonly offset: number;
  readonly with: { readonly from: string; readonly offset: number } | { readonly content: string };
  /** Absent: all that `with` holds. */
  readonly bytes?: number;
  /** It is a file, and has no byte more. */
  readonly file?: true;
};

/** Short reads of a device: so many bytes at each place, counted from its start. */
export type PlacesRequest = {
  readonly path: string;
  readonly places: readonly number[];
  readonly bytes: number;
};

/** Seconds that each stage of a copy has worked so far. They work side by side: the busiest one is the bottleneck. */
export type Spent = {
  readonly source: number;
  readonly target: number;
  readonly read_back: number;
  readonly hash: number;
};

export type IoOptions = {
  readonly signal?: AbortSignal;
  /** Bytes done; of a copy that is read back, half of each byte when written and half when read. */
  readonly onProgress?: (bytesDone: number, spent?: Spent) => void;
};
