import { costs, TERMINALS } from './frames.ts';
import { type Compared, REFERENCE, TERMS, type Term } from './reference.ts';
import { ACTIONS, type Action, actionFrames } from './wizard-frames.ts';

const TITLES: Readonly<Record<Action, string>> = {
  list: 'page with a list of two, painted whole',
  move: 'selection one down',
  select: 'Space selects',
  form: 'page with a form of three, painted whole',
  type: '20 characters typed',
  field: 'next field',
  gauge: 'gauge, 0 to 100 % in steps of one',
  scroll: 'text one line down',
  page: 'next page',
};

/** The table of docs/performance.md: the wizard's bytes, dialog's and whiptail's beside them. */
export async function bytesTable(): Promise<string> {
  const frames = await actionFrames();
  const rows = ACTIONS.map((action) => [
    TITLES[action],
    ...TERMS.map((term) => cell(action, term, costOf(frames[action], term))),
  ]);
  const head = ['', ...TERMS.map((term) => `\`${term}\``)];
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |\n`;
  return [head, ['---', ...TERMS.map(() => '---')], ...rows].map(line).join('');
}

const TABLE = /(<!-- bytes -->\n)(?:\|.*\|\n)*/;

/** A page with the table below the mark `<!-- bytes -->` written anew. */
export async function withBytes(page: string): Promise<string> {
  const table = await bytesTable();
  return page.replace(TABLE, (_, mark: string) => `${mark}${table}`);
}

/** Bytes from the first frame to the last; alone: on a screen that nobody knows. */
export function costOf(frames: Parameters<typeof costs>[0], term: Term): number {
  const capabilities = TERMINALS[term];
  if (!capabilities) throw new Error(term);
  const [whole = 0, ...changes] = costs(frames, capabilities);
  return changes.length === 0 ? whole : changes.reduce((sum, bytes) => sum + bytes, 0);
}

function cell(action: Action, term: Term, bytes: number): string {
  if (!isCompared(action)) return `**${bytes}**`;
  const [dialog, whiptail] = REFERENCE[term][action];
  return `**${bytes}** / ${dialog} / ${whiptail}`;
}

function isCompared(action: Action): action is Compared {
  return action in REFERENCE.vt100;
}
