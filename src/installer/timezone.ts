import { closestMatch } from 'leven';

/**
 * Whether a time zone has this name in the tz database, in this spelling: on the node it is a file name,
 * while Intl also takes other capitals and plain offsets.
 */
export function isTimezone(name: string): boolean {
  if (name !== 'UTC' && !/^[A-Z]\w+(\/[A-Z][\w+-]*)+$/.test(name)) return false;
  try {
    const known = new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone;
    return known === name || known.toLowerCase() !== name.toLowerCase();
  } catch (cause) {
    if (cause instanceof RangeError) return false;
    throw cause;
  }
}

/** The time zone that was probably meant, or an example. */
export function nearestTimezone(name: string): string {
  const zones = Intl.supportedValuesOf('timeZone');
  const same = zones.find((zone) => zone.toLowerCase() === name.toLowerCase());
  return same ?? closestMatch(name, zones, { maxDistance: 3 }) ?? 'Asia/Shanghai';
}
