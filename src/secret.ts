import { inspect } from 'node:util';

/**
 * A value that prints as stars everywhere (string, JSON, console) and is revealed only where it is
 * handed to a process's standard input or to a file. `masked` is the text shown instead: for a file
 * that holds secrets among other lines, the same text with stars in their place.
 */
export class Secret {
  readonly #value: string;
  readonly #masked: string;

  constructor(value: string, masked = '******') {
    this.#value = value;
    this.#masked = masked;
  }

  /** The value itself. Only for a process's standard input, a file's content, or a hash. */
  reveal(): string {
    return this.#value;
  }

  toString(): string {
    return this.#masked;
  }

  toJSON(): string {
    return this.#masked;
  }

  [inspect.custom](): string {
    return this.#masked;
  }
}

/** The text behind a secret or a plain string. */
export function reveal(value: string | Secret): string {
  return typeof value === 'string' ? value : value.reveal();
}
