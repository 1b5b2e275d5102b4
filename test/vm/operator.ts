import { openScreen, type Screen } from '../pty/screen.ts';
import type { Console } from './console.ts';

export const KEY = {
  enter: '\r',
  space: ' ',
  tab: '\t',
  up: '\x1b[A',
  down: '\x1b[B',
  eraseLine: '\x15',
  abort: '\x03',
  restart: '\x04',
} as const;

/** A line of a list; what belongs to it stands deeper. */
const LINE = /^(?: > | {3}) \S/;
/** Seconds that a page may take on an emulated processor. */
const PAGE = 180;

/**
 * A person at a terminal of 80x24 on the serial console: looks at the screen, and types. What the machine
 * asks the terminal (its size, above all) is answered as a terminal does.
 */
export class Operator {
  readonly #console: Console;
  readonly #screen: Screen;

  constructor(console: Console) {
    this.#console = console;
    this.#screen = openScreen({ columns: 80, rows: 24 }, (answer) => console.send(answer));
    console.listen((chunk) => void this.#screen.write(chunk));
  }

  /** Waits until the screen shows `pattern`, for at most `seconds`. */
  async sees(pattern: RegExp, seconds: number = PAGE): Promise<void> {
    await this.#screen.waitFor(pattern, seconds);
  }

  /** Types, and waits until the screen shows `pattern`. */
  async types(keys: string, pattern: RegExp, seconds: number = PAGE): Promise<void> {
    this.#console.send(keys);
    await this.sees(pattern, seconds);
  }

  /** Fills the fields of a page, each from empty, and goes on by the last Enter. */
  async fills(values: readonly string[], pattern: RegExp): Promise<void> {
    await this.types(values.map((value) => `${KEY.eraseLine}${value}${KEY.enter}`).join(''), pattern);
  }

  /** Moves to the line of a list that says `label` and presses Enter. */
  async chooses(label: string, pattern?: RegExp, seconds: number = PAGE): Promise<void> {
    const name = RegExp.escape(label);
    await this.sees(new RegExp(`^ > [^]*${name}|${name}[^]*^ > `, 'm'));
    const lines = this.#screen.screen().filter((row) => LINE.test(row));
    const marker = lines.findIndex((row) => row.startsWith(' > '));
    const wanted = lines.findIndex((row) => row.includes(label));
    const keys = wanted < marker ? KEY.up.repeat(marker - wanted) : KEY.down.repeat(wanted - marker);
    await this.types(keys, new RegExp(`^ > .*${name}`, 'm'), seconds);
    this.#console.send(KEY.enter);
    if (pattern) await this.sees(pattern, seconds);
  }
}
