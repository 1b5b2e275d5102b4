/** A key's path as it is written to a person: `network.address[1]`. */
export function formatPath(path: readonly PropertyKey[]): string {
  return path
    .map((key, index) => (typeof key === 'number' ? `[${key}]` : `${index > 0 ? '.' : ''}${keyName(key)}`))
    .join('');
}

/** A key as it may be shown. What does not look like one is cut: in `{ password:x }` the secret is in the key. */
function keyName(key: PropertyKey): string {
  const name = /^[\w-]{0,40}/.exec(String(key))?.[0] ?? '';
  return name === String(key) ? name : `${name}…`;
}

/** Whether `inner` is `outer` or lies below it. */
export function isWithin(inner: string, outer: string): boolean {
  return inner === outer || inner.startsWith(`${outer}.`) || inner.startsWith(`${outer}[`);
}

/** The path one level up: `network.address[1]` → `network.address` → `network` → ``. */
export function parentPath(path: string): string {
  return path.slice(0, Math.max(path.lastIndexOf('.'), path.lastIndexOf('['), 0));
}

/** Text from a file as part of one line: no control characters, 60 characters at most. */
export function oneLine(text: string): string {
  const plain = text.replace(/[\p{Cc}\p{Cf}\u2028\u2029]/gu, '\u00b7');
  return plain.length <= 60 ? plain : `${plain.slice(0, 59)}…`;
}
