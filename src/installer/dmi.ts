import { type Host, readAttribute } from '../sysfs.ts';
import type { Inventory } from './inventory.ts';

/** What board makers leave in the fields they were to fill in; compared in lower case. */
const PLACEHOLDERS = new Set([
  ...[
    'to be filled by o.e.m.',
    'to be filled by oem',
    'default string',
    'system serial number',
    'system product name',
  ],
  ...[
    'system manufacturer',
    'serial number',
    'not specified',
    'not available',
    'not applicable',
    'n/a',
    'na',
    'none',
  ],
  ...['unknown', 'invalid', 'empty', 'oem', 'o.e.m.', '123456789', '0123456789', '1234567890', 'xxxxxxx'],
  '03000200-0400-0500-0006-000700080009',
]);

/** Maker, product, serial number and UUID of the machine (SMBIOS system information). */
export async function probeDmi(host: Host): Promise<Inventory['dmi']> {
  const read = async (name: string) => realValue(await readAttribute(host, `/sys/class/dmi/id/${name}`));
  const [vendor, product, serial, uuid] = await Promise.all(
    ['sys_vendor', 'product_name', 'product_serial', 'product_uuid'].map(read),
  );
  return { vendor, product, serial, uuid: uuid?.toLowerCase() };
}

function realValue(text: string | undefined): string | undefined {
  if (text === undefined || PLACEHOLDERS.has(text.toLowerCase())) return undefined;
  // All the same sign (0, 0000…, FFFF-…, ......) is no value either.
  return /^(.)(?:\1|-)*$/.test(text) ? undefined : text;
}
