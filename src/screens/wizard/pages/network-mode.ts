import type { Language } from '../../../problem.ts';
import type { Option } from '../field.ts';
import type { Page } from '../page.ts';
import { say, type TextKey } from '../text/table.ts';
import { chosenRole } from './role.ts';

/** Agents only, asked once. */
export const networkModePage: Page = {
  id: 'network-mode',
  section: 'network',
  title: 'netmode.title',
  intro: 'netmode.intro',
  applies: (context) => chosenRole(context) === 'agent',
  fields: [
    {
      kind: 'choice',
      id: 'agent.network_mode',
      path: 'agent.network_mode',
      label: 'netmode.label',
      options: ({ language }) => [
        option('bridge', 'netmode.bridge', 'netmode.bridge-says', language),
        option('ipvlan', 'netmode.ipvlan', 'netmode.ipvlan-says', language),
      ],
    },
  ],
};

function option(value: string, name: TextKey, says: TextKey, language: Language): Option {
  return {
    value,
    row: [{ text: `${value}  ${say(name, language)}`, style: 'normal' }],
    details: [[{ text: say(says, language), style: 'dim' }]],
  };
}
