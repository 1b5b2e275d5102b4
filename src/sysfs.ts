import type { Machine } from './machine.ts';

/** Where a probe looks: this machine, or a copied tree of one (`/sys`, `/proc`, `/dev` below `sysroot`). */
export type Host = { readonly machine: Machine; readonly sysroot?: string };

/** A path of the looked-at machine as this machine reaches it. */
export function hostPath(host: Host, path: string): string {
  return `${host.sysroot ?? ''}${path}`;
}

/**
 * One attribute of sysfs or procfs without the line end. Undefined when it is absent or empty, or when the
 * kernel refuses to say: a card that is down answers EINVAL to `carrier`, serial numbers are root's.
 */
export async function readAttribute(host: Host, path: string): Promise<string | undefined> {
  try {
    const text = await host.machine.readText(hostPath(host, path));
    return text?.trim() || undefined;
  } catch {
    return undefined;
  }
}

/** The `KEY=value` lines of a uevent file or of udev's properties. */
export function readProperties(text: string | undefined): Map<string, string> {
  const pairs = (text ?? '').split('\n').flatMap((line): [string, string][] => {
    const at = line.indexOf('=');
    return at < 1 ? [] : [[line.slice(0, at), line.slice(at + 1).trim()]];
  });
  return new Map(pairs);
}
