import { printable } from './printable.ts';

/** Options of a message by dhcpcd's names for them (dhcpcd.conf(5)), as text, lists with spaces. */
export type DhcpFields = ReadonlyMap<string, string>;

/** As many values of one option are kept. */
const MOST_VALUES = 16;
/** As many values of one option are shown when they are dropped. */
const MOST_SHOWN = 3;

/**
 * The message of a DHCP server or router among the environments that dhcpcd gave to its script, `KEY=value`
 * lines; `protocol` says which. Undefined when there is none. A value may hold line ends and so make up lines; it can say nothing that way that the
 * server could not have said plainly. A key's first line counts: the address comes before what is free text.
 */
export function readFields(printed: string): DhcpFields | undefined {
  const lines = printed.split('\n');
  const begin = lines.indexOf('reason=TEST');
  if (begin < 0) return undefined;
  const fields = new Map<string, string>();
  for (const line of lines.slice(begin)) {
    const [, key, value] = /^(?:new_)?(\w+)=(.*)$/s.exec(line) ?? [];
    if (key !== undefined && value !== undefined && !fields.has(key)) fields.set(key, value);
  }
  return ['dhcp', 'ra'].includes(fields.get('protocol') ?? '') ? fields : undefined;
}

/** Reads options value by value and remembers those that `read` refuses. */
export function sieve(fields: DhcpFields) {
  const refused = new Map<string, string[]>();
  const values = <T>(key: string, read: (text: string) => T | undefined): T[] => {
    const kept = new Set<T>();
    for (const text of fields.get(key)?.split(' ') ?? []) {
      const value = kept.size < MOST_VALUES ? read(text) : undefined;
      if (value !== undefined) kept.add(value);
      else refused.set(key, [...(refused.get(key) ?? []), text]);
    }
    return [...kept];
  };
  return { values, dropped: () => [...refused].map(([key, texts]) => droppedLine(key, texts)) };
}

function droppedLine(key: string, texts: readonly string[]): string {
  const shown = texts.slice(0, MOST_SHOWN).map((text) => `"${printable(text)}"`);
  const more = texts.length - shown.length;
  return `${key}: ${shown.join(', ')}${more > 0 ? `, +${more}` : ''}`;
}
