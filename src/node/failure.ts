import { CommandFailed, HttpFailure } from '../machine.ts';

/** What keeps a program of the node from its work: one sentence, with what to do, and no secret in it. */
export class NodeFailure extends Error {}

/** Exit code of a program that was called in a way it does not know. */
export const USAGE = 2;

/**
 * The exit code of a program's work: its own, or 1 after the sentence of a failure on standard error.
 * What nobody foresaw is shown with its place in the program.
 */
export async function ended(program: string, work: () => Promise<number>): Promise<number> {
  try {
    return await work();
  } catch (cause) {
    process.stderr.write(`${program}: ${sentenceOf(cause)}\n`);
    return 1;
  }
}

function sentenceOf(cause: unknown): string {
  const isForeseen =
    cause instanceof NodeFailure || cause instanceof CommandFailed || cause instanceof HttpFailure;
  if (isForeseen) return cause.message;
  return cause instanceof Error ? (cause.stack ?? cause.message) : String(cause);
}
