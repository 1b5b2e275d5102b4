import { EventEmitter } from 'node:events';
import type { ReadStream } from 'node:tty';

/** What blessed reads keys from: whole sequences that the gate lets through, while raw mode goes to the real terminal. */
export class KeySource extends EventEmitter {
  readonly #input: ReadStream;

  constructor(input: ReadStream) {
    super();
    this.#input = input;
  }

  get isRaw(): boolean {
    return this.#input.isRaw;
  }

  setRawMode(raw: boolean): void {
    this.#input.setRawMode(raw);
  }

  resume(): void {
    this.#input.resume();
  }

  pause(): void {
    this.#input.pause();
  }

  /** Has blessed decode one sequence; it tells the key before this returns. */
  decode(sequence: string): void {
    this.emit('data', Buffer.from(sequence));
  }
}
