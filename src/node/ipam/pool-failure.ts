import { NodeFailure } from '../failure.ts';

/** The pool cannot do what was asked; the message is a sentence for people, with the command that helps. */
export class PoolFailure extends NodeFailure {}

/** The command that adds addresses, in a network with this prefix length. */
export function addCommand(prefix: number): string {
  return `net-plugin ip-range --ip-start=ADDRESS/${prefix} --ip-end=ADDRESS/${prefix}`;
}
