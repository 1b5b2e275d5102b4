import { z } from 'zod';
import { parseAddress } from '../../network/address.ts';
import { isAnswer, type Reply } from './reply.ts';

/** One member of the agents' etcd, as discovery or etcd itself names it: a stranger's texts. */
export type Member = {
  readonly id: string;
  readonly name: string;
  /** The addresses that other members reach it at; names are left out. */
  readonly addresses: readonly string[];
};

/** What etcd said; `no-key`: it is etcd, and there is nothing under that key. */
export type Said<T> = { readonly value: T } | 'no-key' | 'not-etcd' | 'silent';

/** More than any cluster has; a list of more is not read. */
const MOST = 1000;
const text = z.string().max(1000);
const leaf = z.object({ node: z.object({ value: text }) });
const folder = z.object({
  node: z.object({
    nodes: z
      .array(z.object({ key: text, value: text }))
      .max(MOST)
      .default([]),
  }),
});
/** etcd's v2 API: code 100 is "Key not found". */
const missing = z.object({ errorCode: z.literal(100) });
const list = z.object({
  members: z.array(z.object({ id: text, name: text, peerURLs: z.array(text).max(MOST) })).max(MOST),
});

/** Reads `_config/size` of a discovery key: the text that is there. */
export function sizeOf(reply: Reply): Said<string> {
  return read(reply, leaf, ({ node }) => node.value);
}

/** Reads a discovery key: each agent that joined wrote `name=url,name=url` under its id. */
export function joinedOf(reply: Reply): Said<readonly Member[]> {
  return read(reply, folder, ({ node }) =>
    node.nodes.map(({ key, value }) => {
      const pairs = value.split(',').map((pair) => /^([^=]*)=(.*)$/.exec(pair) ?? ['', pair, '']);
      return {
        id: key.split('/').at(-1) ?? key,
        name: pairs[0]?.[1] ?? '',
        addresses: addressesOf(pairs.map(([, , url]) => url ?? '')),
      };
    }),
  );
}

/** Reads `/v2/members` of a member: who is in the cluster now. */
export function membersOf(reply: Reply): Said<readonly Member[]> {
  return read(reply, list, ({ members }) =>
    members.map(({ id, name, peerURLs }) => ({ id, name, addresses: addressesOf(peerURLs) })),
  );
}

function addressesOf(urls: readonly string[]): string[] {
  return urls.flatMap((url) => {
    const address = parseAddress((URL.parse(url)?.hostname ?? '').replace(/^\[|\]$/g, ''));
    return address ? [address.text] : [];
  });
}

function read<S, T>(reply: Reply, schema: z.ZodType<S>, take: (shape: S) => T): Said<T> {
  if (!isAnswer(reply)) return 'silent';
  const json = jsonOf(reply.body);
  if (missing.safeParse(json).success) return 'no-key';
  const shape = reply.status === 200 ? schema.safeParse(json) : undefined;
  return shape?.success ? { value: take(shape.data) } : 'not-etcd';
}

function jsonOf(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}
