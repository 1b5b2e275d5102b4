import { expect, test } from 'vitest';
import { wipeProblems } from '../../src/installer/wipe-allowed.ts';
import { problemLine } from '../../src/problem.ts';
import { aDisk } from '../disk/fixtures.ts';

const disk = aDisk({ path: '/dev/sda' });
const data = aDisk({ path: '/dev/sdb' });
const lines = (wipe: ('target' | 'data')[] | undefined, disks: Parameters<typeof wipeProblems>[1]) =>
  wipeProblems({ wipe }, disks).map((problem) => problemLine(problem));

test('each disk is erased only by its own word', () => {
  expect(lines(['target'], { disk })).toEqual([]);
  expect(lines(['target', 'data'], { disk })).toEqual([]);
  expect(lines(['target', 'data'], { disk, data })).toEqual([]);
  expect(lines(['target'], { disk, data })).toEqual([
    'install.wipe: an unattended install erases /dev/sdb too, for data; write "wipe: [target, data]" here to allow it. Nothing was written [E480]',
  ]);
  expect(lines(['data'], { disk, data })).toEqual([expect.stringMatching(/erases \/dev\/sda;.*\[E414\]$/)]);
  expect(lines(undefined, { disk, data })).toHaveLength(2);
});
