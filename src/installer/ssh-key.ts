/** Key types that OpenSSH accepts in authorized_keys: sshd(8), AUTHORIZED_KEYS FILE FORMAT. */
const TYPED_KEY =
  /(?:^|\s)(ssh-ed25519|ssh-rsa|ecdsa-sha2-nistp(?:256|384|521)|sk-ssh-ed25519@openssh\.com|sk-ecdsa-sha2-nistp256@openssh\.com)\s+([A-Za-z0-9+/]+={0,2})(?:\s|$)/;

/**
 * Whether a line can stand in authorized_keys: a key type, and a blob in base64 that begins with the same
 * type (RFC 4253 6.6). Options may stand before it and a comment behind it.
 */
export function isPublicKey(line: string): boolean {
  const [, type, blob] = TYPED_KEY.exec(line) ?? [];
  if (type === undefined || blob === undefined || /[\r\n]/.test(line)) return false;
  const bytes = Buffer.from(blob, 'base64');
  const length = bytes.length >= 4 ? bytes.readUInt32BE(0) : 0;
  return (
    length === type.length && bytes.length > 4 + length && bytes.toString('ascii', 4, 4 + length) === type
  );
}
