import { z } from 'zod';

/** The domain in which the cluster's names are. */
export const DOMAIN = 'csphere.local';
/** Where names are in etcd: `/csphere/names/web`. */
export const NAMES = '/csphere/names/';

const holder = z.object({ address: z.ipv4(), node: z.string() });

/** A name of a container or of a host, and the machine id of the node that says so. */
export type Name = z.output<typeof holder> & { readonly name: string };

/** Reads a key of a name; undefined for what is none. */
export function readName(key: string, value: string): Name | undefined {
  const name = asName(key.slice(NAMES.length));
  try {
    const { data } = holder.safeParse(JSON.parse(value));
    return name !== undefined && data ? { name, ...data } : undefined;
  } catch {
    return undefined;
  }
}

/** The value of a name's key. */
export function nameText({ address, node }: Name): string {
  return JSON.stringify({ address, node });
}

/**
 * A container's or host's name as DNS has it: in lower case, labels of 1 to 63 characters (RFC 1035 2.3.4),
 * and the underscores that docker allows. Undefined for one that cannot be asked for.
 */
export function asName(text: string): string | undefined {
  const name = text.toLowerCase();
  const isName = name.length <= 200 && name.split('.').every((label) => /^[a-z0-9_-]{1,63}$/.test(label));
  return isName ? name : undefined;
}

/** The text of a file of hosts for dnsmasq, sorted, so that the same names make the same file. */
export function hostsFile(names: readonly Name[]): string {
  const lines = names.map(({ name, address }) => `${address} ${name}.${DOMAIN}\n`);
  return lines.toSorted().join('');
}
