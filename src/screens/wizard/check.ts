import { checkDocument } from '../../installer/check-document.ts';
import { type Problem, sentence } from '../../problem.ts';
import type { Context } from './context.ts';
import { documentOf, isAbout } from './document.ts';
import type { Field } from './field.ts';
import type { Page, PageProblem } from './page.ts';
import { applies } from './values.ts';

/** All problems of the answers so far (`reached`: of these pages); those of missing answers are among them. */
function problemsOf(pages: readonly Page[], context: Context, reached = pages): readonly Problem[] {
  const checked = checkDocument(documentOf(pages, context, reached));
  return 'problems' in checked ? checked.problems : checked.warnings;
}

/** What is wrong on one page, field by field: the answer file's own rules in the same words, and the page's. */
export function pageProblems(
  pages: readonly Page[],
  page: Page,
  context: Context,
  reached = pages,
): PageProblem[] {
  const fields = page.fields.filter((field) => applies(field, context));
  const all = fields.some(({ path }) => path !== '') ? problemsOf(pages, context, reached) : [];
  const found = all.map((problem) => ({ problem, place: placeOf(fields, problem.path, context) }));
  const ofFields = fields.flatMap((field) =>
    found
      .filter(({ place }) => place === field)
      .map(({ problem }) => ({
        field: field.id,
        text: sentence(problem, context.language),
        severity: problem.severity,
      })),
  );
  return [...(page.problems?.(context) ?? []), ...ofFields];
}

/**
 * The first error that holds a page back. One that only comes with the answer of a later page does not: the
 * way to that answer would be closed.
 */
export function blockingProblem(
  pages: readonly Page[],
  page: Page,
  context: Context,
): PageProblem | undefined {
  const reached = pages.slice(0, pages.indexOf(page) + 1);
  return pageProblems(pages, page, context, reached).find(({ severity }) => severity === 'error');
}

/** The field that asks most closely for what a problem is about; for a silent one the field before it. */
function placeOf(fields: readonly Field[], path: string, context: Context): Field | undefined {
  let closest: { readonly at: number; readonly length: number } | undefined;
  for (const [at, field] of fields.entries()) {
    const asked = askedBy(field, context);
    if (isAbout(path, asked) && asked.length > (closest?.length ?? 0)) closest = { at, length: asked.length };
  }
  return closest && fields.slice(0, closest.at + 1).findLast(({ kind }) => kind !== 'silent');
}

function askedBy({ path, index }: Field, context: Context): string {
  const at = index?.(context);
  return at === undefined ? path : `${path}[${at}]`;
}
