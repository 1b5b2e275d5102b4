import { expect, test } from 'vitest';
import { assemblyArguments } from '../../src/installer/boot-config.ts';
import { recordedMachine } from '../machines.ts';

const argumentsOf = (machine: string, path: string) => {
  const disk = recordedMachine(machine).disks.find((one) => one.path === path);
  return disk && assemblyArguments(disk);
};

test('a node is told to put its disk together: an array, or the paths of this one map', () => {
  expect(argumentsOf('md-lvm-leftovers', '/dev/md127')).toEqual(['cos.disk=md']);
  expect(argumentsOf('multipath', '/dev/mapper/mpatha')).toEqual([
    'cos.disk=multipath',
    'cos.wwid=3600a098038304147345d4c667a413768',
  ]);
});

test('an ordinary disk is there by itself', () => {
  expect(argumentsOf('multipath', '/dev/sda')).toEqual([]);
});
