import { keptSecret } from '../kept-secret.ts';
import type { Page } from '../page.ts';
import { listAnswer, listText } from '../values.ts';
import { chosenRole } from './role.ts';

/** Where the controllers are, and the code that lets this node into their cluster. */
export const agentPage: Page = {
  id: 'agent',
  section: 'settings',
  title: 'agent.title',
  intro: 'agent.intro',
  applies: (context) => chosenRole(context) === 'agent',
  fields: [
    {
      kind: 'text',
      id: 'agent.controllers',
      path: 'agent.controllers',
      label: 'agent.controllers',
      width: 58,
      toAnswer: listAnswer,
      fromAnswer: listText,
    },
    {
      kind: 'text',
      id: 'agent.install_code',
      path: 'agent.install_code',
      label: 'agent.install-code',
      width: 6,
      // Also an empty text: its sentence says what a code looks like.
      ...keptSecret('agent.install_code', ''),
    },
  ],
};
