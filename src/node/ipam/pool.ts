import { z } from 'zod';
import { type Address, compareAddresses, countAddresses, parseAddress } from '../../network/address.ts';

/** Addresses that containers may have, from `start` to `end`, in a network with this prefix length. */
export type Range = { readonly start: string; readonly end: string; readonly prefix: number };

const range = z.object({ start: z.ipv4(), end: z.ipv4(), prefix: z.int().min(1).max(32) });

const entry = z.object({
  /** Machine id of the node whose container has the address, its name and its address. */
  node: z.string(),
  host: z.string(),
  address: z.string(),
  /** The container, as far as docker has told: its id and its name. */
  container: z.string().optional(),
  name: z.string().optional(),
  /** When docker gave the address back (ISO 8601); it is kept for the container as long as that exists. */
  released: z.string().optional(),
});
/** Who has an address of the pool. */
export type Holder = z.output<typeof entry>;
export type Entry = Holder & { readonly ip: string; readonly mod_revision: number };

/** The keys of a network in etcd; `network` is its address, as `NETWORK` in csphere-public.env. */
export const keys = {
  ranges: (network: string) => `/csphere/network/${network}/pool/`,
  range: (network: string, { start, end }: Range) => `/csphere/network/${network}/pool/${start}-${end}`,
  entries: (network: string) => `/csphere/network/${network}/ips/`,
  entry: (network: string, ip: string) => `/csphere/network/${network}/ips/${ip}`,
  /** Written with each new range, so that two that overlap are not added at once. */
  poolChanged: (network: string) => `/csphere/network/${network}/pool-changed`,
  /** Who set the pool of the answers: it is set once. */
  poolSet: (network: string) => `/csphere/network/${network}/pool-set`,
  nodes: '/csphere/nodes/',
} as const;

/** Reads the value of a range's key; undefined for what is none. */
export function readRange(value: string): Range | undefined {
  return parsed(range, value);
}

/** Reads the value of an address's key; undefined for what is none. */
export function readHolder(value: string): Holder | undefined {
  return parsed(entry, value);
}

/** Ranges by their first address. */
export function inOrder(ranges: readonly Range[]): Range[] {
  return ranges.toSorted((a, b) => compareAddresses(v4(a.start), v4(b.start)));
}

/** Whether an address lies in a range. */
export function isInRange(ip: string, { start, end }: Range): boolean {
  return compareAddresses(v4(start), v4(ip)) <= 0 && compareAddresses(v4(ip), v4(end)) <= 0;
}

/** How many addresses a range has. */
export function sizeOf({ start, end }: Range): number {
  return countAddresses(v4(start), v4(end));
}

/** `192.168.122.200-192.168.122.250` */
export function formatRange({ start, end }: Range): string {
  return `${start}-${end}`;
}

/** An address that is known to be one. */
export function v4(text: string): Address {
  return parseAddress(text) ?? { family: 4, text };
}

function parsed<T>(schema: z.ZodType<T>, value: string): T | undefined {
  try {
    return schema.safeParse(JSON.parse(value)).data;
  } catch {
    return undefined;
  }
}
