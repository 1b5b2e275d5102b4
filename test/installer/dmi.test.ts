import { expect, test } from 'vitest';
import { probeDmi } from '../../src/installer/dmi.ts';
import { recordingMachine } from '../recording-machine.ts';

const probed = (serial: string, uuid = '4c4c4544-0058-4b10-8032-b7c04f513133') =>
  probeDmi({
    machine: recordingMachine({
      files: {
        '/sys/class/dmi/id/product_serial': `${serial}\n`,
        '/sys/class/dmi/id/product_uuid': `${uuid}\n`,
      },
    }),
  });

test.each([
  ...[
    'To be filled by O.E.M.',
    'To Be Filled By O.E.M.',
    'None',
    'Default string',
    'System Serial Number',
    'Not Specified',
  ],
  ...['0', '00000000', '0123456789', '123456789', 'N/A', '..........', '', ' '],
])('serial "%s" is what a board maker left in the field', async (serial) => {
  expect((await probed(serial)).serial).toBeUndefined();
});

test.each(['7XK2Q13', 'CZC8012345', 'VMware-56 4d 1a', '11111112'])('serial "%s" is one', async (serial) => {
  expect((await probed(serial)).serial).toBe(serial);
});

test.each([
  '00000000-0000-0000-0000-000000000000',
  'FFFFFFFF-FFFF-FFFF-FFFF-FFFFFFFFFFFF',
  '03000200-0400-0500-0006-000700080009',
])('UUID %s is none', async (uuid) => {
  expect((await probed('x1', uuid)).uuid).toBeUndefined();
});

test("the serial number is root's: who may not read it gets none", async () => {
  const machine = {
    ...recordingMachine(),
    readText: async () => {
      throw new Error('EACCES: permission denied');
    },
  };
  expect(await probeDmi({ machine })).toEqual({});
});
