import { isWithin } from '../../../installer/key-path.ts';
import { valueAt } from '../../../installer/plain-data.ts';
import { exitOf, type Problem, sentence } from '../../../problem.ts';
import type { Style } from '../../frame.ts';
import { cellsOf, pad, textRows } from '../../width.ts';
import type { Context } from '../context.ts';
import { documentOf } from '../document.ts';
import type { Field, Option } from '../field.ts';
import type { Page } from '../page.ts';
import { say } from '../text/table.ts';
import { titleOf } from '../title.ts';
import { applies, pathKeys, textOf } from '../values.ts';

/** Columns of a menu's line on the smallest screen. */
const COLUMNS = 76;
/** What a choice says that adds nothing to the answers. */
const NONE = 'none';
const STARS = '******';
/** Keys whose values are shown to nobody, whatever the field that asks for them shows. */
const SECRET = ['controller.auth_key', 'agent.install_code', 'system.password', 'system.password_hash'];

/** Every answer as a line `label: value`, page by page; Enter opens the page. */
export function answerLines(context: Context): Option[] {
  const pages = context.pages.filter(
    (page) => !page.aside && page.section !== 'confirm' && applies(page, context),
  );
  const width = Math.max(0, ...pages.map((page) => cellsOf(titleOf(page, context)))) + 2;
  return pages.flatMap((page) => {
    const all = page.fields.filter((field) => applies(field, context) && isAnswer(field));
    // Beside the way only what was answered: nobody was asked for the rest.
    const shown = page.under ? all.filter((field) => isGivenHere(field, context)) : all;
    return shown.map((field, index) => {
      const title = pad(index === 0 ? titleOf(page, context) : '', width);
      const text = `${say(field.label, context.language)}: ${shownValue(field, context)}`;
      return menuLine(field.id, [title, text], { open: page.id }, 'normal');
    });
  });
}

/** Every problem as a line; Enter opens the page of its field. */
export function problemLines(context: Context): Option[] {
  const all = context.preview?.problems ?? [];
  // A file is written far from the medium that will carry it.
  const shown = context.purpose === 'write' ? all.filter((one) => exitOf(one) !== 'medium') : all;
  return shown.map((problem, index) => {
    const isError = problem.severity === 'error';
    const page = pageOf(problem, context);
    const title = page ? `${titleOf(page, context)}: ` : '';
    const text = `${title}${sentence(problem, context.language)}`;
    const style = isError ? 'bad' : 'warn';
    return menuLine(`problem-${index}`, [isError ? '! ' : 'i ', text], page && { open: page.id }, style);
  });
}

/** A menu's line in two columns, the second wrapped. */
export function menuLine(
  value: string,
  [first, text]: readonly [string, string],
  does: Option['does'],
  style: Style,
): Option {
  const [head = [], ...more] = textRows(text, COLUMNS - cellsOf(first), style);
  const indent = { text: ' '.repeat(cellsOf(first)), style: 'normal' } as const;
  return {
    value,
    row: [{ text: first, style: style === 'normal' ? 'dim' : style }, ...head],
    details: more.map((row) => [indent, ...row]),
    ...(does ? { does } : {}),
  };
}

function isGivenHere(field: Field, context: Context): boolean {
  const text = textOf(field, context);
  return text !== '' && text !== NONE;
}

function isAnswer(field: Field): boolean {
  if (field.kind === 'choice') return true;
  return field.kind === 'text' && field.path !== '';
}

function shownValue(field: Field, context: Context): string {
  const text = textOf(field, context);
  const isSecret = SECRET.includes(field.path) || (field.kind === 'text' && field.hidden);
  if (isSecret) return text !== '' || isGiven(field.path, context) ? STARS : '-';
  if (text === '') return '-';
  if (field.kind !== 'choice') return text;
  const chosen = field.options(context).find(({ value }) => value === text);
  const words = chosen?.row.map((span) => span.text).join('') ?? '-';
  return words.replaceAll(/\s+/g, ' ').trim();
}

/** A password that is not typed any more is in the answers as its hash. */
function isGiven(path: string, context: Context): boolean {
  const document = documentOf(context.pages, context);
  return [path, `${path}_hash`].some((key) => valueAt(document, pathKeys(key)) !== undefined);
}

/** The page that asks for what a problem is about, the one of a key around or below it included. */
export function pageOf(problem: Problem, context: Context): Page | undefined {
  const of = (fits: (path: string) => boolean) =>
    context.pages.find(
      (page) =>
        applies(page, context) &&
        page.fields.some((field) => field.path !== '' && applies(field, context) && fits(field.path)),
    );
  return (
    of((path) => isWithin(problem.path, path)) ??
    (problem.path === '' ? undefined : of((path) => isWithin(path, problem.path))) ??
    of((path) => path.split('.')[0] === problem.path.split(/[.[]/)[0])
  );
}
