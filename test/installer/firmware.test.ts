import { expect, test } from 'vitest';
import { probeFirmware } from '../../src/installer/firmware.ts';
import { recordingMachine } from '../recording-machine.ts';

const SIZE = '/sys/firmware/efi/fw_platform_size';
const SECURE_BOOT = '/sys/firmware/efi/efivars/SecureBoot-8be4df61-93ca-11d2-aa0d-00e098032b8c';
const probed = (files: Record<string, string>) => probeFirmware({ machine: recordingMachine({ files }) });

test('no EFI in sysfs is a BIOS', async () => {
  expect(await probed({})).toEqual({ kind: 'bios', secure_boot: false });
});

test.each([
  ['on', '\u0006\0\0\0\u0001', true],
  ['off', '\u0006\0\0\0\0', false],
])('UEFI with Secure Boot %s', async (_, variable, secure_boot) => {
  expect(await probed({ [SIZE]: '64\n', [SECURE_BOOT]: variable })).toEqual({ kind: 'uefi', secure_boot });
});

test('UEFI without the variable has no Secure Boot', async () => {
  expect(await probed({ [SIZE]: '64\n' })).toEqual({ kind: 'uefi', secure_boot: false });
});
