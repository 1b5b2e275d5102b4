import type { Machine } from '../machine.ts';

/** What a command gets from main: the door to the world and the two streams. */
export type Tools = {
  readonly machine: Machine;
  readonly stdin: NodeJS.ReadStream;
  readonly stdout: NodeJS.WriteStream;
  /** Prints a line on standard output. */
  readonly print: (line: string) => void;
  /** Prints a line on standard error: problems, warnings. */
  readonly complain: (line: string) => void;
  readonly signal: AbortSignal;
};
