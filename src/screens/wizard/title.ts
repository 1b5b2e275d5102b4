import type { Context } from './context.ts';
import type { Page } from './page.ts';
import { say } from './text/table.ts';

/** The title of a page in the context's language. */
export function titleOf({ title, titleArgs }: Page, context: Context): string {
  return say(title, context.language, titleArgs?.(context));
}
