import { expect, test } from 'vitest';
import { selectorSchema } from '../../src/disk/answers.ts';
import { chooseDisk } from '../../src/disk/choose.ts';
import { refuseDisk } from '../../src/disk/refusals.ts';
import { selectorOf } from '../../src/disk/selector-of.ts';
import { machineNames, recordedMachine } from '../machines.ts';

const machines = machineNames.map((name) => {
  const { disks, firmware } = recordedMachine(name);
  const around = { disks, firmware: firmware.kind };
  return { name, around, good: disks.filter((disk) => refuseDisk(disk, around, 'disk.target').length === 0) };
});

test.each(machines)('$name: the selector of each selectable disk chooses that disk', ({ around, good }) => {
  for (const disk of good) {
    const selector = selectorSchema.parse(selectorOf(disk, around));
    expect(chooseDisk(selector, around.disks, around.firmware)).toEqual({ disk });
  }
});

test('there are selectable disks, known by serial number, WWN and link', () => {
  const all = machines.flatMap(({ around, good }) => good.map((disk) => selectorOf(disk, around)));
  expect(all.length).toBeGreaterThan(30);
  expect(new Set(all.map((selector) => Object.keys(selector ?? {})[0]))).toContain('serial');
  expect(all).toContainEqual({ wwn: '0x600508b1001048395355524644350005' });
});

test('an array is known by its UUID, never by its name or by what is on it', () => {
  const { disks, firmware } = recordedMachine('md-lvm-leftovers');
  const array = disks.find(({ path }) => path === '/dev/md127');
  expect(array && selectorOf(array, { disks, firmware: firmware.kind })).toEqual({
    path: '/dev/disk/by-id/md-uuid-1c0e9a5d:7b8f3c2a:5d6e7f80:91a2b3c4',
  });
});

test('two disks that nothing tells apart have no selector', () => {
  const { disks, firmware } = recordedMachine('usb-medium');
  const twins = disks
    .slice(1)
    .flatMap((disk) =>
      ['/dev/sdb', '/dev/sdc'].map((path) => ({ ...disk, path, serial: '1', wwn: undefined, links: [] })),
    );
  expect(twins.map((disk) => selectorOf(disk, { disks: twins, firmware: firmware.kind }))).toEqual([
    undefined,
    undefined,
  ]);
});
