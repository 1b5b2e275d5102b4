import { expect, test } from 'vitest';
import type { Container } from '../../../src/node/docker/docker.ts';
import { returning, settle } from '../../../src/node/ipam/settle.ts';
import { entryOf, node } from './nodes.ts';

const here = node(11);
const NOW = new Date('2026-11-22T10:00:00Z');
const ago = (seconds: number) => new Date(NOW.getTime() - seconds * 1000).toISOString();
const container = (id: string, ip: string | undefined, state = 'running', made = 3600): Container => ({
  id,
  name: id,
  state,
  created: new Date(ago(made)),
  networks: ip === undefined ? { mine: '172.18.0.2' } : { br0: ip },
});
const kept = (last: number, container: string, seconds: number) =>
  entryOf(here, `192.168.122.${last}`, { container, name: container, released: ago(seconds) });

test.each([
  [
    'a container has it',
    entryOf(here, '192.168.122.200'),
    [container('a', '192.168.122.200')],
    { container: 'a', name: 'a' },
  ],
  [
    'it was given another name',
    kept(200, 'a', 1),
    [{ ...container('a', '192.168.122.200'), name: 'b' }],
    { name: 'b' },
  ],
  [
    'a stale release hit a running one',
    kept(200, 'a', 1),
    [container('a', '192.168.122.200')],
    { released: undefined },
  ],
  [
    'it stopped, and nobody heard that docker gave it back',
    entryOf(here, '192.168.122.200', { container: 'a', name: 'a' }),
    [container('a', '', 'exited')],
    { container: 'a', released: NOW.toISOString() },
  ],
  ['the container is gone', kept(200, 'a', 1), [], undefined],
  ['it has left the network', kept(200, 'a', 1), [container('a', undefined)], undefined],
  ['it has another address now', kept(200, 'a', 1), [container('a', '192.168.122.201')], undefined],
])('%s', (_, entry, containers, holder) => {
  const [settled, ...more] = settle([entry], containers, 'br0', NOW);
  expect(more).toEqual([]);
  expect(settled?.ip).toBe('192.168.122.200');
  if (holder) expect(settled?.holder).toMatchObject(holder);
  else expect(settled).toEqual({ ip: '192.168.122.200', holder: undefined });
});

test.each([
  ['being given to a container', entryOf(here, '192.168.122.200'), []],
  ['kept for one that stands still', kept(200, 'a', 1), [container('a', '', 'exited')]],
  [
    'being given again to the same container',
    entryOf(here, '192.168.122.200', { container: 'a', name: 'a' }),
    [container('a', '', 'restarting')],
  ],
  [
    'used',
    entryOf(here, '192.168.122.200', { container: 'a', name: 'a' }),
    [container('a', '192.168.122.200')],
  ],
])('an address that is %s stays as it is', (_, entry, containers) => {
  expect(settle([entry], containers, 'br0', NOW)).toEqual([]);
});

test.each([
  ['nobody', [], [], []],
  ['the only one that stands still', [kept(200, 'a', 900)], [container('a', '', 'exited')], [200]],
  [
    'one of several, of which none was just stopped',
    [kept(200, 'a', 900), kept(201, 'b', 800)],
    [container('a', '', 'exited'), container('b', '', 'exited')],
    [],
  ],
  [
    'the one that was just stopped',
    [kept(200, 'a', 900), kept(201, 'b', 5)],
    [container('a', '', 'exited'), container('b', '', 'exited')],
    [201],
  ],
  [
    'those that docker restarts, the one that waits longest first',
    [kept(200, 'a', 4), kept(201, 'b', 20), kept(202, 'c', 1)],
    [container('a', '', 'restarting'), container('b', '', 'restarting'), container('c', '', 'exited')],
    [201, 200],
  ],
  [
    'rather a new one, which has had no address yet',
    [kept(200, 'a', 5)],
    [container('a', '', 'exited'), container('new', '', 'created', 2)],
    [],
  ],
  [
    'not one that was made long ago and never started',
    [kept(200, 'a', 5)],
    [container('a', '', 'exited'), container('old', '', 'created', 3600)],
    [200],
  ],
])('who asks: %s', (_, entries, containers, lasts) => {
  expect(returning(entries, containers, 'br0', NOW)).toEqual(lasts.map((last) => `192.168.122.${last}`));
});
