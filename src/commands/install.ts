import { appendFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Common } from '../command-line.ts';
import { takeLock } from '../installer/console-lock.ts';
import { follow } from '../installer/follow.ts';
import { broadcast, EVENTS_FILE, fileJournal, type Listener } from '../installer/journal.ts';
import { LOG, RUN } from '../installer/steps/places.ts';
import { unattended } from '../installer/unattended.ts';
import { error, ProblemError } from '../problem.ts';
import { jsonRenderer, lineRenderer } from '../screens/lines.ts';
import { inventoryOf, readNamed } from './sources.ts';
import type { Tools } from './tools.ts';

const LOCK = join(RUN, 'lock');
const EVENTS = join(LOG, EVENTS_FILE);

type Renderer = { readonly listen: Listener; readonly close: () => Promise<void> };

/** `install [ANSWERS]`: on one console it installs, on every other one it shows the same progress. */
export async function install(answers: string | undefined, common: Common, tools: Tools): Promise<number> {
  if (process.getuid?.() !== 0) throw new ProblemError(error('install.not-root', ''));
  const lock = takeLock(LOCK);
  const renderer = await chooseRenderer(common, tools);
  try {
    if (!lock) return await watch(renderer.listen);
    const source = answers === undefined ? {} : { source: { name: answers, text: await readNamed(answers) } };
    const emit = broadcast([fileJournal(LOG), renderer.listen, ...extraLog(common)]);
    const inventory = await inventoryOf(common, tools.machine);
    const exit_code = await unattended({
      machine: tools.machine,
      inventory,
      emit,
      signal: tools.signal,
      ...source,
    });
    emit({ event: 'ended', exit_code });
    return exit_code;
  } finally {
    await renderer.close();
    lock?.release();
  }
}

async function watch(listen: Listener): Promise<number> {
  const last = await follow(EVENTS, LOCK, listen);
  if (last?.event === 'ended') return last.exit_code;
  throw new ProblemError(error('install.other-console', ''));
}

function extraLog({ log }: Common): Listener[] {
  if (log === undefined) return [];
  return [(event) => appendFileSync(log, `${JSON.stringify(event)}\n`, { mode: 0o600 })];
}

/** Ink on a terminal that can redraw, plain lines elsewhere, JSON where it was asked for. */
async function chooseRenderer({ output }: Common, { stdout, print }: Tools): Promise<Renderer> {
  const close = async () => {};
  if (output === 'json') return { listen: jsonRenderer(print), close };
  if (!stdout.isTTY || process.env.TERM === 'dumb') return { listen: lineRenderer(print), close };
  const { inkRenderer } = await import('../screens/ink/render.tsx');
  return inkRenderer(stdout);
}
