import { execFileSync } from 'node:child_process';
import { closeSync, openSync, readSync, writeSync } from 'node:fs';
import type { Action } from './cuts.ts';
import { type LogEntry, readWriteLog } from './write-log.ts';

const CHUNK_BYTES = 1 << 22;

/** The disk of a recording, made anew write by write. */
export class Replay {
  readonly entries: readonly LogEntry[];
  readonly #file: string;
  readonly #disk: number;
  readonly #log: number;

  /** `disk` is as it was before the first entry of `log`, and is changed in place. */
  constructor(disk: string, log: string) {
    this.#file = disk;
    this.#disk = openSync(disk, 'r+');
    this.#log = openSync(log, 'r');
    this.entries = readWriteLog(this.#log);
  }

  /** Carries out a series of writes; `look` sees the disk as each cut leaves it. */
  async run(actions: Iterable<Action>, look: (cut: string) => void | Promise<void>): Promise<void> {
    for (const action of actions) {
      if (action.do === 'look') await look(action.cut);
      else this.#apply(this.#entry(action.entry), action.bytes);
    }
  }

  close(): void {
    closeSync(this.#disk);
    closeSync(this.#log);
  }

  #entry(index: number): LogEntry {
    const entry = this.entries[index];
    if (!entry) throw new Error(`the log has no entry ${index}`);
    return entry;
  }

  #apply({ offset, bytes, data, discard }: LogEntry, limit = bytes): void {
    if (bytes === 0) return;
    if (discard) {
      this.#discard(offset, bytes);
      return;
    }
    const chunk = Buffer.alloc(Math.min(limit, CHUNK_BYTES));
    for (let done = 0; done < limit; ) {
      const read = readSync(this.#log, chunk, 0, Math.min(chunk.length, limit - done), data + done);
      writeSync(this.#disk, chunk, 0, read, offset + done);
      done += read;
    }
  }

  /** What was discarded reads as zeros, as on the recorded disk (a sparse file). */
  #discard(offset: number, bytes: number): void {
    execFileSync('fallocate', ['--punch-hole', `--offset=${offset}`, `--length=${bytes}`, this.#file]);
  }
}
