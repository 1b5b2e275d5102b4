/** The part of blessed that draws nothing: keys, terminfo, raw mode. Half of the time and memory of the whole. */
declare module 'blessed/lib/program.js' {
  import type { EventEmitter } from 'node:events';

  type Tput = {
    readonly error: Error | null;
    readonly bools: Readonly<Record<string, unknown>>;
    readonly numbers: Readonly<Record<string, unknown>>;
    readonly strings: Readonly<Record<string, unknown>>;
  };
  type BlessedProgram = EventEmitter & {
    readonly tput: Tput;
    readonly destroy: () => void;
  };
  type Options = {
    readonly input: EventEmitter;
    readonly output: EventEmitter;
    readonly terminal: string;
  };
  const program: (options: Options) => BlessedProgram;
  export = program;
}
