/** Who failed: what was to be copied, or the place that it was written to. */
export type Side = 'source' | 'target';
/** How: it could not be read or written, or holds something else. */
export type Trouble = 'read' | 'write' | 'content';

/** A byte of a file or device that cannot be read or written, or is not what it should be. */
export class BlockFailure extends Error {
  readonly side: Side;
  readonly trouble: Trouble;
  readonly path: string;
  /** The first such byte, counted from the start of `path`. */
  readonly offset: number;
  readonly reason: string;

  constructor(side: Side, trouble: Trouble, path: string, offset: number, reason: string) {
    super(`${path}: byte ${offset}: ${reason}`);
    this.side = side;
    this.trouble = trouble;
    this.path = path;
    this.offset = offset;
    this.reason = reason;
  }
}

/** What the system said. */
export function reasonOf(cause: unknown): string {
  if (cause instanceof BlockFailure) return cause.reason;
  return cause instanceof Error ? cause.message : String(cause);
}
