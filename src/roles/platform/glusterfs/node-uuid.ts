import { createHash } from 'node:crypto';

/** RFC 9562, 6.6: the namespace of URLs. */
const NAMESPACE = '6ba7b8119dad11d180b400c04fd430c8';

/**
 * The identity of a node among GlusterFS's peers, a name-based UUID (RFC 9562, 5.5). It follows from the names alone:
 * a node that is installed anew is not a stranger to the others, which can then give its volumes back.
 */
export function nodeUuid(cluster: string, node: string): string {
  const name = `https://cos.invalid/${cluster}/${node}`;
  const hash = createHash('sha1').update(Buffer.from(NAMESPACE, 'hex')).update(name).digest().subarray(0, 16);
  hash.writeUInt8((hash.readUInt8(6) & 0x0f) | 0x50, 6);
  hash.writeUInt8((hash.readUInt8(8) & 0x3f) | 0x80, 8);
  const hex = hash.toString('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}
