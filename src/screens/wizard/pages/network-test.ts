import { valueAt } from '../../../installer/plain-data.ts';
import { checkName, checkText, resultMark } from '../../../installer/preflight-words.ts';
import type { NetworkCheck } from '../../../network/check.ts';
import { type Problem, sentence } from '../../../problem.ts';
import type { FrameRow, Style } from '../../frame.ts';
import { textRows } from '../../width.ts';
import type { Context } from '../context.ts';
import type { MenuAction, Option } from '../field.ts';
import type { Request } from '../message.ts';
import { hasFailed, NETWORK_TEST_PAGE, networkTestOf } from '../network-test.ts';
import type { Page } from '../page.ts';
import { previewDocument } from '../preview-update.ts';
import { say, type TextKey } from '../text/table.ts';
import { menuLine, pageOf } from './summary-lines.ts';

/** The node's own settings tried on this machine, before anything is confirmed. */
export const networkTestPage: Page = {
  id: NETWORK_TEST_PAGE,
  section: 'confirm',
  title: 'network-test.title',
  intro: 'network-test.intro',
  applies: isTested,
  fields: [
    { kind: 'menu', id: 'network-test.menu', path: '', label: 'network-test.menu', options: menuOptions },
  ],
  lead: leadRows,
  onOpen: (context) => (networkTestOf(context).state === 'idle' ? [testNetwork(context)] : []),
};

/** Not at a desk, not where the file turns it off. */
function isTested({ purpose, inventory, base }: Context): boolean {
  const isOff = valueAt(base, ['install', 'preflight']) === 'off';
  return purpose === 'install' && inventory !== undefined && !isOff;
}

/** The first line goes on, whatever the test is at; below them the answers, those to be mended with a way there. */
function menuOptions(context: Context): Option[] {
  const { language } = context;
  const test = networkTestOf(context);
  const line = (key: TextKey, does: MenuAction): Option => ({
    value: key,
    row: [{ text: say(key, language), style: 'normal' }],
    does,
  });
  const goOn =
    test.state === 'running'
      ? 'network-test.skip'
      : hasFailed(context)
        ? 'network-test.anyway'
        : 'network-test.go-on';
  return [
    line(goOn, { open: 'summary' }),
    ...(test.state === 'running' ? [] : [line('network-test.again', { asks: testNetwork(context) })]),
    ...(test.state === 'idle' ? [] : checkLines(test.checks, context)),
    ...(test.state === 'done' ? test.problems.map((problem, at) => problemOption(problem, at, context)) : []),
  ];
}

function testNetwork(context: Context): Request {
  return { kind: 'test-network', document: previewDocument(context) };
}

const STYLES: Readonly<Record<NetworkCheck['result'], Style>> = {
  passed: 'good',
  failed: 'bad',
  'not-possible': 'dim',
};

/** A line for each answer; Enter on one that did not pass opens the page of its field. */
export function checkLines(checks: readonly NetworkCheck[], context: Context): Option[] {
  return checks.map((check) => {
    const page = check.result === 'passed' ? undefined : pageOf(check.problem, context);
    const mark = `${resultMark(check, context.language)} `;
    const text = checkText(check, context.language);
    const value = `${check.check} ${check.subject}`;
    const line = menuLine(value, [mark, text], page && { open: page.id }, STYLES[check.result]);
    return check.result === 'failed' ? line : onlyMarked(line, text);
  });
}

/** Colour for the mark alone: what is well is not to be read. */
function onlyMarked(line: Option, text: string): Option {
  const [mark, ...rest] = line.row;
  const plain = rest.map((span) => ({ ...span, style: 'normal' as const }));
  return text === '' || !mark ? line : { ...line, row: [mark, ...plain] };
}

function problemOption(problem: Problem, at: number, context: Context): Option {
  const isError = problem.severity === 'error';
  const page = pageOf(problem, context);
  const style = isError ? 'bad' : 'warn';
  const text = sentence(problem, context.language);
  return menuLine(`problem-${at}`, [isError ? '! ' : 'i ', text], page && { open: page.id }, style);
}

function leadRows(context: Context, columns: number): FrameRow[] {
  const { language } = context;
  const test = networkTestOf(context);
  if (test.state === 'running')
    return textRows(say('network-test.running', language, { seconds: test.seconds }), columns);
  if (test.state === 'idle') return textRows(say('network-test.idle', language), columns);
  const failed = test.checks.filter(({ result }) => result === 'failed').length;
  if (failed > 0) return textRows(say('network-test.failed', language, { count: failed }), columns, 'bad');
  if (test.problems.some(({ severity }) => severity === 'error'))
    return textRows(say('network-test.blocked', language), columns, 'warn');
  return textRows(say('network-test.passed', language), columns, 'good');
}

/** What the summary says of it: what failed, or that nothing was tested. */
export function networkTestLines(context: Context): Option[] {
  if (!isTested(context)) return [];
  const test = networkTestOf(context);
  const open = { open: NETWORK_TEST_PAGE };
  if (test.state !== 'done')
    return [menuLine('network-test', ['i ', say('network-test.untested', context.language)], open, 'warn')];
  const failed = test.checks.filter(({ result }) => result === 'failed');
  if (failed.length === 0) return [];
  const list = failed.map((check) => checkName(check, context.language)).join(', ');
  const text = say('network-test.summary', context.language, { list });
  return [menuLine('network-test', ['i ', text], open, 'warn')];
}
