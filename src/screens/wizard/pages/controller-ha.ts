import type { Context } from '../context.ts';
import type { Option } from '../field.ts';
import type { Page } from '../page.ts';
import { passphraseFields, passphraseProblems } from '../passphrase.ts';
import { say } from '../text/table.ts';
import { listAnswer, listText, textOf } from '../values.ts';
import { chosenRole } from './role.ts';

const switchField = {
  kind: 'choice',
  id: 'controller.ha',
  path: 'controller.ha',
  label: 'ha.label',
  options: ({ language }: Context): Option[] => [
    { value: 'no', row: [{ text: say('ha.no', language), style: 'normal' }] },
    { value: 'yes', row: [{ text: say('ha.yes', language), style: 'normal' }] },
  ],
  initial: () => 'no',
  toAnswer: (text: string) => (text === 'yes' ? {} : undefined),
  fromAnswer: () => 'yes',
} as const;

function isHa(context: Context): boolean {
  return textOf(switchField, context) === 'yes';
}

/** One controller, or several that stand in for each other, and what they must share. */
export const controllerHaPage: Page = {
  id: 'controller-ha',
  section: 'settings',
  title: 'ha.title',
  intro: 'ha.intro',
  applies: (context) => chosenRole(context) === 'controller',
  fields: [
    switchField,
    {
      kind: 'text',
      id: 'controller.ha.members',
      path: 'controller.ha.members',
      label: 'ha.members',
      width: 50,
      applies: isHa,
      toAnswer: listAnswer,
      fromAnswer: listText,
    },
    {
      kind: 'text',
      id: 'controller.ha.virtual_ip',
      path: 'controller.ha.virtual_ip',
      label: 'ha.virtual-ip',
      width: 40,
      optional: true,
      applies: isHa,
    },
    ...passphraseFields(isHa),
  ],
  problems: passphraseProblems,
};
