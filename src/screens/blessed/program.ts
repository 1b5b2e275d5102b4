import type { ReadStream, WriteStream } from 'node:tty';
import createProgram from 'blessed/lib/program.js';
import type { Key } from '../key.ts';
import { type Capabilities, capabilitiesOf, type Environment, entryFor } from './capabilities.ts';
import { KeySource } from './key-source.ts';
import { type DecodedKey, keyOf, ownKey } from './keys.ts';

export type Streams = { readonly input: ReadStream; readonly output: WriteStream; readonly env: Environment };

/** blessed at work: the terminal's description, raw mode, and the decoding of key sequences. */
export type Program = {
  /** Absent where the cursor cannot be addressed. */
  readonly capabilities: Capabilities | undefined;
  /** Puts the terminal into raw mode and tells the keys that `decode` finds. */
  readonly start: (onKey: (key: Key) => void) => void;
  readonly decode: (sequence: string) => void;
  /** Back to cooked mode. */
  readonly stop: () => void;
};

/** Sends nothing and changes nothing until `start`. */
export function openProgram({ input, output, env }: Streams): Program {
  const source = new KeySource(input);
  const program = createProgram({ input: source, output, terminal: entryFor(env.TERM ?? '') });
  let tell: (key: Key) => void = () => {};
  return {
    capabilities: capabilitiesOf(program.tput, env),
    start: (onKey) => {
      tell = onKey;
      // blessed turns raw mode on for whoever listens.
      program.on('keypress', (_character: unknown, key: DecodedKey) => {
        const found = keyOf(key);
        if (found) onKey(found);
      });
    },
    decode: (sequence) => {
      const own = ownKey(sequence);
      if (own) tell(own);
      else source.decode(sequence);
    },
    stop: () => program.destroy(),
  };
}
