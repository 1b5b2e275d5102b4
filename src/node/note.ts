import type { Machine } from '../machine.ts';

/** Where the programs of a node say how far they are; gone with each restart. */
export const NOTES_FOLDER = '/run/cos/status';

/** What a note can be about, in the order in which people want to know it. */
export const THINGS = [
  'extensions',
  'time',
  'etcd',
  'monitor',
  'virtual-ip',
  'replset',
  'pool',
  'docker',
  'networks',
  'names',
  'registry',
  'glusterfs',
  'zookeeper',
] as const;
export type Thing = (typeof THINGS)[number];

const STATES = ['ok', 'waiting', 'failed', 'skipped'] as const;
export type NoteState = (typeof STATES)[number];

/** What a program says of one thing. */
export type Note = {
  readonly state: NoteState;
  /** One sentence in English, without a secret in it. */
  readonly text: string;
  /** The command that helps on. */
  readonly do?: string | undefined;
};

/** A note as it was read: with its thing, and since when it says the same (ISO 8601, UTC). */
export type ReadNote = Note & { readonly thing: Thing; readonly since: string };

/** Says how far a thing is. What stays the same keeps its time and is not written again. */
export async function writeNote(machine: Machine, thing: Thing, note: Note, now = new Date()): Promise<void> {
  const before = await readNote(machine, thing);
  const isSame = before?.state === note.state && before.text === note.text;
  if (isSame && before.do === note.do) return;
  const since = isSame ? before.since : now.toISOString();
  const { state, text } = note;
  await machine.writeFile(pathOf(thing), `${JSON.stringify({ state, text, do: note.do, since })}\n`, 0o644);
}

/** All notes that there are and that can be read, in the order of THINGS. */
export async function readNotes(machine: Pick<Machine, 'readText'>): Promise<ReadNote[]> {
  const notes = await Promise.all(THINGS.map((thing) => readNote(machine, thing)));
  return notes.filter((note) => note !== undefined);
}

async function readNote(machine: Pick<Machine, 'readText'>, thing: Thing): Promise<ReadNote | undefined> {
  const text = await machine.readText(pathOf(thing));
  return text === undefined ? undefined : parsed(thing, text);
}

function pathOf(thing: Thing): string {
  return `${NOTES_FOLDER}/${thing}.json`;
}

/** A file that is no note, by whatever hand, counts as none: the next one that is written replaces it. */
function parsed(thing: Thing, file: string): ReadNote | undefined {
  const { state: written, text, do: remedy, since } = fieldsOf(file);
  const state = STATES.find((one) => one === written);
  const isNote = state && typeof text === 'string' && typeof since === 'string' && Date.parse(since) > 0;
  if (!isNote) return undefined;
  return { thing, state, text, do: typeof remedy === 'string' ? remedy : undefined, since };
}

function fieldsOf(file: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(file);
    return typeof value === 'object' && value !== null ? Object.fromEntries(Object.entries(value)) : {};
  } catch {
    return {};
  }
}
