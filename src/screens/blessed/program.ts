import type { ReadStream, WriteStream } from 'node:tty';
import createProgram from 'blessed/lib/program.js';
import type { Key } from '../key.ts';
import { type Capabilities, capabilitiesByName, capabilitiesOf, isAnsi } from './capabilities.ts';
import { KeySource } from './key-source.ts';
import { type DecodedKey, keyOf, ownKey } from './keys.ts';

export type Environment = Readonly<Record<string, string | undefined>>;
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

/** How blessed says that it read xterm's entry because it has none for this terminal. */
const NO_ENTRY = 'Terminfo not found.';

export function openProgram({ input, output, env }: Streams): Program {
  const source = new KeySource(input);
  const program = createProgram({ input: source, output, terminal: env.TERM ?? '' });
  let tell: (key: Key) => void = () => {};
  return {
    capabilities: describe(program.tput, env),
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

function describe(
  tput: ReturnType<typeof createProgram>['tput'],
  env: Environment,
): Capabilities | undefined {
  if (tput.error?.message === NO_ENTRY) return capabilitiesByName(env);
  return isAnsi(tput) ? capabilitiesOf(tput, env) : undefined;
}
