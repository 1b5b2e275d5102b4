import { Secret } from '../../src/secret.ts';

/** Every secret of a document, in clear. */
export function secretsIn(value: unknown): string[] {
  if (value instanceof Secret) return [value.reveal()];
  if (typeof value !== 'object' || value === null) return [];
  return Object.values(value).flatMap(secretsIn);
}

const WRITTEN = /(?:password|password_hash|auth_key|install_code|hmac_key):\s*("[^"]+"|[^\s,}]+)/g;

/** What stands behind the secret keys of a text that may not be YAML at all. */
export function writtenSecrets(text: string): string[] {
  return [...text.matchAll(WRITTEN)]
    .map(([, value = '']) => value.replaceAll('"', ''))
    .filter((value) => value.length > 3);
}

/** The secrets that a text shows. A short code inside a longer word or number is chance. */
export function shownSecrets(secrets: readonly string[], text: string): string[] {
  return secrets.filter((secret) => {
    const plain = secret.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
    return new RegExp(`(?<![\\w-])${plain}(?![\\w-])`).test(text);
  });
}
