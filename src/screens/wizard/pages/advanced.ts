import type { Context } from '../context.ts';
import type { Option } from '../field.ts';
import type { Page } from '../page.ts';
import { say, type TextKey } from '../text/table.ts';
import { listAnswer, listText } from '../values.ts';
import { sshKeyFields } from './ssh-keys.ts';

const ENDS: readonly (readonly [string, TextKey])[] = [
  ['reboot', 'advanced.reboot'],
  ['poweroff', 'advanced.poweroff'],
  ['stay', 'advanced.stay'],
];

/** What has a good default: every line may be passed with Enter. */
export const advancedPage: Page = {
  id: 'advanced',
  section: 'system',
  title: 'advanced.title',
  intro: 'advanced.intro',
  fields: [
    {
      kind: 'choice',
      id: 'install.on_success',
      path: 'install.on_success',
      label: 'advanced.on-success',
      applies: ({ purpose }) => purpose === 'write',
      options: ({ language }: Context): Option[] =>
        ENDS.map(([value, key]) => ({ value, row: [{ text: say(key, language), style: 'normal' }] })),
    },
    // A person at the machine is asked at the end; the saved answers say what the file said.
    {
      kind: 'silent',
      id: 'install.on_success.kept',
      path: 'install.on_success',
      label: 'advanced.on-success',
      applies: ({ purpose }) => purpose !== 'write',
    },
    {
      kind: 'text',
      id: 'system.timezone',
      path: 'system.timezone',
      label: 'advanced.timezone',
      width: 32,
    },
    {
      kind: 'text',
      id: 'system.ntp_servers',
      path: 'system.ntp_servers',
      label: 'advanced.ntp-servers',
      width: 50,
      optional: true,
      toAnswer: listAnswer,
      fromAnswer: listText,
    },
    {
      kind: 'text',
      id: 'install.kernel_args',
      path: 'install.kernel_args',
      label: 'advanced.kernel-args',
      width: 50,
      optional: true,
      toAnswer: argumentsAnswer,
      fromAnswer: (answer) => (Array.isArray(answer) ? answer.map(String).join(' ') : String(answer)),
    },
    ...sshKeyFields,
  ],
};

/** Kernel arguments stand between blanks; commas belong to them. */
function argumentsAnswer(text: string): string[] | undefined {
  const all = text.split(/\s+/).filter((one) => one !== '');
  return all.length > 0 ? all : undefined;
}
