import { SECRET_KEYS, STARS } from '../redact.ts';
import { shownUrl } from '../shown-url.ts';
import { isUrl } from './url-candidates.ts';

/** A copy of a written document with stars at its secrets, valid or not: secret keys, and what addresses hold. */
export function starred(data: unknown): unknown {
  if (Array.isArray(data)) return data.map(starred);
  if (typeof data === 'string' && isUrl(data)) return starredUrl(data);
  if (typeof data !== 'object' || data === null) return data;
  return Object.fromEntries(
    Object.entries(data).map(([key, value]) => {
      return [key, SECRET_KEYS.test(key) ? hidden(value) : starred(value)];
    }),
  );
}

/** What is at a secret key, in whatever shape. */
function hidden(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(hidden);
  if (typeof value !== 'object' || value === null) return value === null ? value : STARS;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, hidden(inner)]));
}

/** Only what has a secret is written anew: other addresses stay as they were written. */
function starredUrl(text: string): string {
  const url = URL.parse(text);
  if (!url) return STARS;
  return url.username === '' && url.password === '' && url.search === '' ? text : shownUrl(url);
}
