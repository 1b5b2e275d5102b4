import { z } from 'zod';

/** Shapes of etcd's JSON gateway (rpc.proto): 64-bit numbers are texts, bytes are base64, zeros are left out. */

const int64 = z.string().regex(/^-?\d+$/);
const count = int64.transform(Number);
const bytes = z.base64().transform((text) => Buffer.from(text, 'base64').toString('utf8'));

export const failureReply = z.object({ error: z.string(), code: z.number() });

const keyValue = z
  .object({
    key: bytes,
    value: bytes.default(''),
    version: count,
    mod_revision: count,
    lease: int64.optional(),
  })
  .transform(({ lease, ...rest }) => (lease === undefined || lease === '0' ? rest : { ...rest, lease }));
export const rangeReply = z.object({ kvs: z.array(keyValue).default([]) });

export const txnReply = z.object({ succeeded: z.boolean().default(false) });
export const grantReply = z.object({ ID: int64 });
/** A stream of one message; TTL is left out for a lease that is gone. */
export const keepAliveReply = z.object({ result: z.object({ TTL: count.default(0) }) });
export const anyReply = z.object({ header: z.object({}) });

const member = z
  .object({
    ID: int64,
    name: z.string().default(''),
    peerURLs: z.array(z.string()).default([]),
    clientURLs: z.array(z.string()).default([]),
  })
  .transform(({ ID, name, peerURLs, clientURLs }) => ({
    id: ID,
    name,
    peer_urls: peerURLs,
    client_urls: clientURLs,
  }));
export const membersReply = z.object({ members: z.array(member) });

export function base64(text: string): string {
  return Buffer.from(text, 'utf8').toString('base64');
}

/** The end of the range of all keys that begin so (rpc.proto, RangeRequest.range_end): the last byte plus one. */
export function endOfPrefix(prefix: string): string {
  const bytes = Buffer.from(prefix, 'utf8');
  const last = bytes.length - 1;
  // Bytes of UTF-8 end at 0xf4: one more is always a byte.
  bytes.writeUInt8(bytes.readUInt8(last) + 1, last);
  return bytes.toString('base64');
}
