import { checkDocument } from '../../installer/check-document.ts';
import { type Problem, sentence } from '../../problem.ts';
import type { Context } from './context.ts';
import { documentOf, isAbout } from './document.ts';
import type { Page, PageProblem } from './page.ts';
import { applies } from './values.ts';

/** All problems of the answers so far; those of pages that were not reached yet are among them. */
export function problemsOf(pages: readonly Page[], context: Context): readonly Problem[] {
  const checked = checkDocument(documentOf(pages, context));
  return 'problems' in checked ? checked.problems : checked.warnings;
}

/** What is wrong on one page, field by field: the answer file's own rules in the same words, and the page's. */
export function pageProblems(pages: readonly Page[], page: Page, context: Context): PageProblem[] {
  const fields = page.fields.filter((field) => applies(field, context));
  const all = fields.some(({ path }) => path !== '') ? problemsOf(pages, context) : [];
  const ofFields = fields.flatMap(({ id, path }) =>
    all
      .filter((problem) => isAbout(problem.path, path))
      .map((problem) => ({
        field: id,
        text: sentence(problem, context.language),
        severity: problem.severity,
      })),
  );
  return [...(page.problems?.(context) ?? []), ...ofFields];
}
