import type { Note } from '../note.ts';
import type { Here } from './here.ts';
import { isInRange, sizeOf } from './pool.ts';
import { addCommand } from './pool-failure.ts';
import type { Pool } from './read-pool.ts';

/** How full the pool is, for the node's status. */
export function poolNote({ ranges, entries }: Pool, { own }: Here): Note {
  const remedy = addCommand(own.prefix);
  if (ranges.length === 0) return { state: 'waiting', text: 'no addresses for containers yet', do: remedy };
  const size = ranges.reduce((sum, range) => sum + sizeOf(range), 0);
  const used = entries.filter(({ ip }) => ranges.some((range) => isInRange(ip, range)));
  const inUse = used.filter(({ released }) => released === undefined).length;
  const text = `${inUse} of ${size} addresses for containers in use`;
  return inUse < size ? { state: 'ok', text } : { state: 'waiting', text, do: remedy };
}
