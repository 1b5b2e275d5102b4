import type { Size } from '../frame.ts';
import { isTooSmall } from '../smallest.ts';

/** Why a terminal cannot show the wizard; who opens it says so in the person's language. */
export type Refusal =
  | { readonly refused: 'no-terminal' }
  | { readonly refused: 'dumb' }
  | { readonly refused: 'small'; readonly size: Size };

export type Streams = {
  readonly input: { readonly isTTY?: boolean };
  readonly output: { readonly isTTY?: boolean };
};

/** What is known before anything is sent. */
export function refusalOf({ input, output }: Streams, term: string | undefined): Refusal | undefined {
  if (!input.isTTY || !output.isTTY) return { refused: 'no-terminal' };
  return !term || term === 'dumb' || term === 'unknown' ? { refused: 'dumb' } : undefined;
}

export function tooSmall(size: Size): Refusal | undefined {
  return isTooSmall(size) ? { refused: 'small', size } : undefined;
}
