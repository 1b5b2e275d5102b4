import { type Host, readAttribute } from '../sysfs.ts';
import type { Inventory } from './inventory.ts';

/** `SecureBoot` of the EFI global variable GUID (UEFI 2.10, 3.3). */
const SECURE_BOOT = '/sys/firmware/efi/efivars/SecureBoot-8be4df61-93ca-11d2-aa0d-00e098032b8c';
/** efivarfs puts the variable's attributes, 4 bytes, before its value. */
const VALUE_AT = 4;

/** How this machine was started: the firmware's kind, and whether it checks signatures. */
export async function probeFirmware(host: Host): Promise<Inventory['firmware']> {
  const uefi = (await readAttribute(host, '/sys/firmware/efi/fw_platform_size')) !== undefined;
  const variable = await readAttribute(host, SECURE_BOOT);
  return { kind: uefi ? 'uefi' : 'bios', secure_boot: variable?.charCodeAt(VALUE_AT) === 1 };
}
