import cpuLibrary from 'systeminformation/lib/cpu.js';
import { type Host, readAttribute } from '../sysfs.ts';
import type { Inventory } from './inventory.ts';

/**
 * The processor: systeminformation on this machine, which knows makers that `/proc/cpuinfo` does not name;
 * the recorded `/proc/cpuinfo` of a copied tree.
 */
export async function probeCpu(host: Host): Promise<Inventory['cpu']> {
  if (host.sysroot === undefined) {
    const { manufacturer, brand, cores } = await cpuLibrary.cpu();
    return {
      model: [manufacturer, brand].filter((part) => part).join(' ') || undefined,
      cores: cores || undefined,
    };
  }
  const text = (await readAttribute(host, '/proc/cpuinfo')) ?? '';
  const model = /^(?:model name|Model Name|cpu model)\s*:\s*(.+)$/m.exec(text)?.[1];
  return { model, cores: text.match(/^processor\s*:/gm)?.length };
}

/** Bytes of memory that the kernel can use (MemTotal); undefined where `/proc/meminfo` does not say. */
export async function probeMemory(host: Host): Promise<number | undefined> {
  const kibibytes = /^MemTotal:\s+(\d+) kB$/m.exec((await readAttribute(host, '/proc/meminfo')) ?? '')?.[1];
  return kibibytes === undefined ? undefined : Number(kibibytes) * 1024;
}
