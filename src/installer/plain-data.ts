/** What stands at a path of plain data, or undefined. */
export function valueAt(data: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>((at, key) => {
    if (typeof at !== 'object' || at === null || !Object.hasOwn(at, key)) return undefined;
    return Reflect.get(at, key);
  }, data);
}

/**
 * A copy of plain data without what stands at the given paths, so that the rest can still be judged. An
 * item of a list takes the whole list with it: without it the others would be counted wrongly.
 */
export function prune(data: unknown, paths: readonly (readonly PropertyKey[])[]): unknown {
  const copy: unknown = structuredClone(data);
  for (const path of paths) {
    const end = path.findIndex((key) => typeof key === 'number');
    remove(copy, end < 0 ? path : path.slice(0, end));
  }
  return copy;
}

function remove(data: unknown, path: readonly PropertyKey[]): void {
  const [key, ...below] = path;
  if (key === undefined || typeof data !== 'object' || data === null || !Object.hasOwn(data, key)) return;
  if (below.length === 0) Reflect.deleteProperty(data, key);
  else remove(Reflect.get(data, key), below);
}
