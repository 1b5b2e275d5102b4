/** Plain data with keys. */
export type Group = Readonly<Record<string, unknown>>;

export function isGroup(data: unknown): data is Group {
  return typeof data === 'object' && data !== null && !Array.isArray(data);
}

/** The group at a key; an empty one where there is none. */
export function groupAt(data: Group, key: string): Group {
  const value = Object.hasOwn(data, key) ? data[key] : undefined;
  return isGroup(value) ? value : {};
}

/**
 * `over` laid over `base`: groups merge by key, lists and single values replace, `null` removes what `base` says.
 * Keys keep their order, those of `base` first. A `null` that removes nothing stays: an empty key, as anywhere. Pure.
 */
export function merged(base: Group, over: Group): Group {
  const kept = Object.entries(base).flatMap(([key, value]): [string, unknown][] => {
    if (!Object.hasOwn(over, key)) return [[key, value]];
    const put = over[key];
    if (put === null) return [];
    return [[key, isGroup(value) && isGroup(put) ? merged(value, put) : put]];
  });
  const added = Object.entries(over).filter(([key]) => !Object.hasOwn(base, key));
  return Object.fromEntries([...kept, ...added]);
}

/** A group without some of its keys. */
export function without(group: Group, keys: readonly string[]): Group {
  return Object.fromEntries(Object.entries(group).filter(([key]) => !keys.includes(key)));
}

/** A group with a value at a path. What stands in the way and is no group stays: it is refused anyway. */
export function withValue(group: Group, [key, ...below]: readonly string[], value: unknown): Group {
  if (key === undefined) return group;
  if (below.length === 0) return { ...group, [key]: value };
  const inner = group[key] ?? {};
  return isGroup(inner) ? { ...group, [key]: withValue(inner, below, value) } : group;
}
