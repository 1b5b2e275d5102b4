import { createHash } from 'node:crypto';
import type { Random } from '../src/installer/random.ts';

/** Bytes that look random and are the same each time. */
export function fixedRandom(): Random {
  let block = 0;
  return (bytes) => createHash('shake256', { outputLength: bytes }).update(`${block++}`).digest();
}
