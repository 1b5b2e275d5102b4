export const STARS = '******';

/** Where secrets stand in files and lines of others; the first group stays. */
const WRITTEN: readonly RegExp[] = [
  // inst-opts.env and other environment files.
  /(\b[A-Z_]*(?:AUTH_KEY|INST_CODE|ACCESS_?KEY(?:_ID)?|SECRET_?KEY|PASSWORD)=["']?)[^\s"',;]+/g,
  // Keys of an answer file or a cloud-config, in YAML or JSON.
  /(\b(?:passwd|password|password_hash|hashed_passwd|plain_text_passwd|auth_key|install_code|hmac_key)["']?\s*:\s*["']?)[^\s"',}]+/g,
  // A password's hash as crypt(5) writes it.
  /()\$(?:1|2[abxy]?|5|6|7|y|gy)\$[^\s"':,]+/g,
  // A password inside an address.
  /(:\/\/[^\s/@:]+:)[^\s/@]+(?=@)/g,
];

/** A text with stars in the place of secrets: those that are known, wherever they stand, and what looks like one. */
export function redacted(text: string, known: readonly string[] = []): string {
  const plain = WRITTEN.reduce((left, pattern) => left.replaceAll(pattern, `$1${STARS}`), text);
  return known
    .filter((secret) => secret !== '')
    .reduce((left, secret) => left.replaceAll(word(secret), STARS), plain);
}

/** A short code inside a longer word or number is chance. */
function word(secret: string): RegExp {
  return new RegExp(`(?<![\\w-])${RegExp.escape(secret)}(?![\\w-])`, 'g');
}

/** The secrets of an installed node's inst-opts.env. */
export function secretsOfNode(instOpts: string | undefined): string[] {
  const rows = instOpts?.matchAll(/^COS_(?:AUTH_KEY|INST_CODE)=["']?([^\s"']+)/gm) ?? [];
  return Array.from(rows, ([, value = '']) => value);
}

/** Keys of an answer file that hold a secret. */
export const SECRET_KEYS = /^(?:password|password_hash|auth_key|install_code|hmac_key)$/;

/** What stands at the secret keys of a document, valid or not. */
export function secretsOfDocument(data: unknown): string[] {
  if (typeof data !== 'object' || data === null) return [];
  return Object.entries(data).flatMap(([key, value]) => {
    if (typeof value === 'object') return secretsOfDocument(value);
    return SECRET_KEYS.test(key) && value !== undefined ? [String(value)] : [];
  });
}
