import { valueAt } from '../../installer/plain-data.ts';
import type { Context } from './context.ts';
import type { Field } from './field.ts';
import { pathKeys } from './values.ts';

/**
 * What makes a field keep the secret of an edited file: it is not shown, not even its length, and typing
 * replaces it. `empty` is the answer where there is none and none was typed.
 */
export function keptSecret(path: string, empty?: string) {
  const written = ({ base }: Context) => valueAt(base, pathKeys(path));
  return {
    fromAnswer: () => undefined,
    toAnswer: (text, context) => text.trim() || (written(context) ?? empty),
    remark: (context) =>
      written(context) !== undefined && !context.values[path] ? 'system.password-kept' : undefined,
  } as const satisfies Partial<Field>;
}
