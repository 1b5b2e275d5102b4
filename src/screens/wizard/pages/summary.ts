import { absentWords, destructionOf } from '../../../installer/describe.ts';
import { exitOf } from '../../../problem.ts';
import { textRows } from '../../width.ts';
import type { Context } from '../context.ts';
import type { Option } from '../field.ts';
import type { Page, PageProblem } from '../page.ts';
import { previewDocument } from '../preview-update.ts';
import { say, type TextKey } from '../text/table.ts';
import { networkTestLines } from './network-test.ts';
import { answerLines, menuLine, problemLines } from './summary-lines.ts';

export const SUMMARY_PAGE = 'summary';
const MENU = 'summary.menu';

/** Everything that was answered and what it would do, before anything is confirmed. */
export const summaryPage: Page = {
  id: SUMMARY_PAGE,
  section: 'confirm',
  title: 'summary.title',
  intro: 'summary.intro',
  fields: [{ kind: 'menu', id: MENU, path: '', label: 'summary.menu', options }],
  problems: summaryProblems,
  onOpen: askPreview,
};

/** The preview of the answers as they are now, unless it is there. */
export function askPreview(context: Context) {
  return context.preview ? [] : [{ kind: 'preview', document: previewDocument(context) } as const];
}

/**
 * Whether something forbids to go on. For a file that is only written it is what is wrong in the file: the
 * machine beside it was recorded somewhere, without its medium.
 */
export function hasErrors({ preview, purpose }: Context): boolean {
  const errors = preview?.problems.filter(({ severity }) => severity === 'error') ?? [];
  return errors.some((problem) => purpose !== 'write' || exitOf(problem) === 'answers');
}

/** What is destroyed, a sentence each, in the context's language. */
function destroyed({ preview, inventory, language }: Context): readonly string[] {
  return (preview?.destroys ?? []).map(({ device, sentence }) => {
    const disk = inventory?.disks.find(({ path }) => path === device);
    return disk ? destructionOf(disk, language).sentence : sentence;
  });
}

/** What matters comes first: the answers below it are longer than a screen. */
function options(context: Context): Option[] {
  const checking = context.preview ? [] : [say('summary.wait', context.language)];
  return [
    ...checking.map((text) => menuLine('wait', ['', text], undefined, 'dim')),
    ...problemLines(context),
    ...networkTestLines(context),
    ...destroyed(context).map((text) => menuLine('destroyed', ['! ', text], { open: 'disk' }, 'bad')),
    ...viewLines(context),
    ...absentLines(context),
    ...answerLines(context),
  ];
}

/** One line for all: the node is whole without it. */
function absentLines({ preview, language }: Context): Option[] {
  const absent = preview?.not_installed ?? [];
  const text = say('summary.absent', language, { what: absent.map(absentWords).join(', ') });
  return absent.length > 0 ? [menuLine('absent', ['i ', text], { open: 'plan' }, 'dim')] : [];
}

function viewLines({ preview, language }: Context): Option[] {
  const view = (page: string, key: TextKey): Option => ({
    value: page,
    row: [{ text: say(key, language), style: 'strong' }],
    does: { open: page },
  });
  return [
    ...(preview && preview.user_data.length > 0 ? [view('cloud-config', 'summary.cloud-config')] : []),
    ...(preview && preview.plan.length > 0 ? [view('plan', 'summary.plan')] : []),
  ];
}

function summaryProblems(context: Context): PageProblem[] {
  const wrong = (key: TextKey): PageProblem[] => [
    { field: MENU, text: say(key, context.language), severity: 'error' },
  ];
  if (!context.preview) return wrong('summary.wait');
  return hasErrors(context) ? wrong('summary.errors') : [];
}

const side = (id: 'cloud-config' | 'plan', title: TextKey, lines: 'user_data' | 'plan'): Page => ({
  id,
  section: 'confirm',
  title,
  intro: 'summary.side',
  aside: true,
  fields: [
    {
      kind: 'view',
      id: `${id}.view`,
      path: '',
      label: title,
      rows: ({ preview }, columns) => (preview?.[lines] ?? []).flatMap((text) => textRows(text, columns)),
    },
  ],
});

export const cloudConfigPage = side('cloud-config', 'cloud-config.title', 'user_data');
export const planPage = side('plan', 'plan.title', 'plan');
