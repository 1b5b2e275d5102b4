import { execFileSync } from 'node:child_process';
import { resolve } from 'node:path';
import { expect, test } from 'vitest';
import { inventorySchema } from '../../../src/installer/inventory.ts';

const BUILD = resolve(import.meta.dirname, 'cards.sh');
const MAIN = resolve(import.meta.dirname, '../../../src/main.ts');

test('32 real cards, 30 without a link: all are told with their state, and nobody was waited for', () => {
  const probe = [process.execPath, MAIN, 'probe'];
  const stdout = execFileSync('unshare', ['--net', '--mount', 'bash', BUILD, ...probe], { encoding: 'utf8' });
  const { links, findings } = inventorySchema.parse(JSON.parse(stdout));
  const named = (state: string) => links.filter(({ link }) => link === state).map(({ name }) => name);
  expect(named('up')).toEqual(['left1', 'right1']);
  // One end of a cable is down: at the other end there is no carrier. A card that is down itself cannot tell.
  expect([named('down').length, named('unknown').length]).toEqual([15, 15]);
  expect(findings.filter((line) => /no answer|left|right/.test(line))).toEqual([]);
  expect(new Set(links.map(({ kind }) => kind))).toEqual(new Set(['virtual']));
});
