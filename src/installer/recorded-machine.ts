import { error, type Problem } from '../problem.ts';
import { type Inventory, inventorySchema } from './inventory.ts';
import { formatPath } from './key-path.ts';

/**
 * Reads a recorded machine (`--machine FILE`), as `cos-install probe` prints it.
 * @returns the inventory, or every problem with the place in the file it is about.
 */
export function readMachine(
  text: string,
): { readonly inventory: Inventory } | { readonly problems: readonly Problem[] } {
  const json = parseJson(text);
  if ('reason' in json) return { problems: [error('machine.not-json', '', { reason: json.reason })] };
  const parsed = inventorySchema.safeParse(json.value);
  if (parsed.success) return { inventory: parsed.data };
  const { issues } = parsed.error;
  return {
    problems: issues.map(({ path, message }) =>
      error('machine.bad-value', formatPath(path), { reason: message }),
    ),
  };
}

function parseJson(text: string): { readonly value: unknown } | { readonly reason: string } {
  try {
    return { value: JSON.parse(text) };
  } catch (cause) {
    return { reason: cause instanceof Error ? cause.message : String(cause) };
  }
}
