/** A source of random bytes: `crypto.randomBytes`, or a fixed one in tests. */
export type Random = (bytes: number) => Uint8Array;

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';
/** The largest multiple of the alphabet below 256: bytes above it would favour its first letters. */
const UNBIASED = 256 - (256 % LETTERS.length);

/** `length` random characters of A-Z, a-z, 0-9, each as likely as the others. */
export function randomText(random: Random, length: number): string {
  let text = '';
  while (text.length < length) {
    for (const byte of random(length)) {
      if (byte < UNBIASED && text.length < length) text += LETTERS[byte % LETTERS.length];
    }
  }
  return text;
}

/** `bytes` random bytes in hexadecimal digits. */
export function randomHex(random: Random, bytes: number): string {
  return Buffer.from(random(bytes)).toString('hex');
}

/** A random UUID, version 4 (RFC 9562 5.4), in lower case as udev's links have it. */
export function randomUuid(random: Random): string {
  const bytes = Buffer.from(random(16));
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x40, 6);
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8);
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}
