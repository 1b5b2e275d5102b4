import type { Readable, Writable } from 'node:stream';

/** Escape sequences (CSI, OSC, the short ones) and carriage returns that a terminal would swallow. */
const ESCAPES =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: that is what escape sequences are made of
  /\x1b\[[0-9;?]*[ -/]*[@-~]|\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)|\x1b[()][A-Z0-9]|\x1b[=>78]|\r/g;
/** The beginning of an escape sequence whose rest has not come yet. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: as above
const UNFINISHED = /\x1b[^\x1b]{0,12}$/;
/** The kernel's last words. */
const PANIC = /end Kernel panic - not syncing/;

/** Matches a sentence wherever the screen's edge has broken it. */
export function sentence(text: string): RegExp {
  return new RegExp(RegExp.escape(text).replaceAll('\\x20', '\\s+'));
}

/** The serial console of a virtual machine: waits for a line, never for a time. */
export class Console {
  #text = '';
  #unfinished = '';
  #read = 0;
  #wake: () => void = () => {};
  #ended = false;
  readonly #input: Writable;
  readonly #output: Readable;

  constructor(output: Readable, input: Writable, record: (chunk: Buffer) => void) {
    this.#input = input;
    this.#output = output;
    output.on('data', (chunk: Buffer) => {
      record(chunk);
      const text = (this.#unfinished + chunk.toString('utf8')).replace(ESCAPES, '');
      this.#unfinished = UNFINISHED.exec(text)?.[0] ?? '';
      this.#text += text.slice(0, text.length - this.#unfinished.length);
      this.#wake();
    });
    output.on('close', () => {
      this.#ended = true;
      this.#wake();
    });
  }

  /** Waits until `pattern` appears behind what was matched before. @throws when it does not in time. */
  async waitFor(pattern: RegExp, seconds: number): Promise<RegExpExecArray> {
    const deadline = Date.now() + seconds * 1000;
    for (;;) {
      const match = pattern.exec(this.#text.slice(this.#read));
      if (match) {
        this.#read += match.index + match[0].length;
        return match;
      }
      const left = deadline - Date.now();
      if (this.#isDead() || left <= 0) throw new Error(this.#complaint(pattern, seconds));
      await this.#more(left);
    }
  }

  /** Gets what the machine says from now on, as it comes. */
  listen(listener: (chunk: Buffer) => void): void {
    this.#output.on('data', listener);
  }

  /** Everything the machine has said. */
  get text(): string {
    return this.#text;
  }

  /** Types text; `\r` is the Enter key. */
  send(text: string): void {
    this.#input.write(text);
  }

  #more(milliseconds: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, milliseconds);
      this.#wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }

  #isDead(): boolean {
    return this.#ended || PANIC.test(this.#text);
  }

  #complaint(pattern: RegExp, seconds: number): string {
    const why = this.#isDead() ? 'the machine is gone' : `not within ${seconds} s`;
    return `${pattern} did not appear (${why}); the console's end:\n${this.#text.slice(-3000)}`;
  }
}
