import { expect, test } from 'vitest';
import { HELP, readArguments } from '../../../src/node/ipam/arguments.ts';

const RANGE = ['--ip-start=192.168.122.200/24', '--ip-end=192.168.122.250/24'];
const range = { start: '192.168.122.200/24', end: '192.168.122.250/24' };

test.each([
  [['ip-range', ...RANGE], { name: 'add-range', range }],
  [['ip-range', 'add', ...RANGE], { name: 'add-range', range }],
  [['ip-range', 'remove', ...RANGE], { name: 'remove-range', range }],
  [['ip-range', 'list'], { name: 'list-ranges' }],
  [['addresses'], { name: 'addresses' }],
  [['server'], { name: 'server' }],
  [[], { name: 'help' }],
  [['ip-range', '--help'], { name: 'help' }],
])('%j', (argv, asked) => {
  expect(readArguments(argv)).toEqual(asked);
});

test.each([
  [['ip-range']],
  [['ip-range', '--ip-start=192.168.122.200/24']],
  [['ip-range', 'list', ...RANGE]],
  [['ip-range', 'drop', ...RANGE]],
  [['server', 'now']],
  [['addresses', ...RANGE]],
  [['serve']],
  [['ip-range', '--ip-begin=1']],
])('not a command: %j', (argv) => {
  expect(readArguments(argv)).toBeUndefined();
});

test('the help fits into 80 columns', () => {
  expect(Math.max(...HELP.split('\n').map((line) => line.length))).toBeLessThanOrEqual(80);
});
