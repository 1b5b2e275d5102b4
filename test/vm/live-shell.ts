import type { Console } from './console.ts';
import { LIMITS } from './scenario.ts';

export type Printed = { readonly status: number; readonly output: string };

/** The root shell of the live system on the serial console: one command at a time, with its output and exit code. */
export class LiveShell {
  readonly #console: Console;
  #number = 0;

  private constructor(console: Console) {
    this.#console = console;
  }

  /** Waits for the shell that follows the installer, and makes it say nothing but what commands print. */
  static async open(console: Console): Promise<LiveShell> {
    await console.waitFor(/Root shell:[^#]*#/, LIMITS.live);
    // What is typed ahead would be lost: the first shell has it read already.
    console.send('exec bash --noediting --norc\r');
    await console.waitFor(/bash-[\d.]+# /, LIMITS.boot);
    console.send("stty -echo; PS1= PS2=; echo shell-'is'-there\r");
    await console.waitFor(/\nshell-is-there\n/, LIMITS.boot);
    return new LiveShell(console);
  }

  /** Runs one line of bash, for at most `seconds`. */
  async run(command: string, seconds: number = LIMITS.boot): Promise<Printed> {
    this.start(command);
    return this.ended(seconds);
  }

  /** Runs it and gives its output. @throws when it fails. */
  async sh(command: string, seconds: number = LIMITS.boot): Promise<string> {
    const { status, output } = await this.run(command, seconds);
    if (status !== 0) throw new Error(`${command}: exit code ${status}\n${output}`);
    return output.trim();
  }

  /** Begins a line of bash, to wait for its end later. */
  start(command: string): void {
    this.#console.send(`${command}\recho "@ended-${++this.#number} $?"\r`);
  }

  async ended(seconds: number): Promise<Printed> {
    const pattern = new RegExp(`([^]*?)@ended-${this.#number} (\\d+)\\n`);
    const [, output = '', status = ''] = await this.#console.waitFor(pattern, seconds);
    return { status: Number(status), output };
  }
}
