import { missingSections } from '../../installer/interactive-sections.ts';
import { isWithin } from '../../installer/key-path.ts';
import type { Context } from './context.ts';
import type { Page } from './page.ts';
import { answerOf, applies, pathKeys } from './values.ts';

type Group = { [key: string]: unknown };

/**
 * The answer file that the fields of the pages say, as a plain document: what `checkDocument` reads. Keys
 * of the edited file that no field asks for are kept; sections of another role are not. With `reached` only
 * these of the pages count, as if the others were not answered.
 */
export function documentOf(pages: readonly Page[], context: Context, reached = pages): Group {
  const document: Group = { version: 1, ...structuredClone(context.base) };
  for (const field of pages.flatMap((page) => page.fields)) put(document, pathKeys(field.path), undefined);
  for (const page of reached.filter((one) => applies(one, context))) {
    for (const field of page.fields) {
      if (field.path !== '' && applies(field, context))
        put(document, pathKeys(field.path), answerOf(field, context));
    }
  }
  for (const role of ['controller', 'agent', 'platform']) {
    if (role !== document.role) delete document[role];
    else if (!missingSections(context.base).some((section) => section === role)) document[role] ??= {};
  }
  return document;
}

/** Writes a value at a path, groups on the way are made; an undefined value takes the key away. */
function put(group: Group, [key, ...below]: readonly string[], value: unknown): void {
  if (key === undefined) return;
  const inner = group[key];
  if (below.length === 0) {
    if (value === undefined) delete group[key];
    else group[key] = value;
  } else if (isGroup(inner)) {
    put(inner, below, value);
  } else if (value !== undefined) {
    const made: Group = {};
    group[key] = made;
    put(made, below, value);
  }
}

function isGroup(value: unknown): value is Group {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Whether a problem at `path` is shown at a field that asks for `asked`. */
export function isAbout(path: string, asked: string): boolean {
  return asked !== '' && isWithin(path, asked);
}
