import { EventEmitter } from 'node:events';
import createProgram from 'blessed/lib/program.js';
import { type Capabilities, capabilitiesOf, entryFor } from '../../../src/screens/blessed/capabilities.ts';

/** What this machine's terminfo says of a terminal, in an environment. */
export function capabilitiesIn(env: Readonly<Record<string, string>>): Capabilities | undefined {
  const program = createProgram({
    input: new EventEmitter(),
    output: new EventEmitter(),
    terminal: entryFor(env.TERM ?? ''),
  });
  const capabilities = capabilitiesOf(program.tput, env);
  program.destroy();
  return capabilities;
}

/** The same for a terminal that can be drawn on, in a UTF-8 locale. */
export function capabilitiesOfTerm(term: string): Capabilities {
  const capabilities = capabilitiesIn({ TERM: term, LANG: 'C.UTF-8' });
  if (!capabilities) throw new Error(`${term} cannot be drawn on`);
  return capabilities;
}
