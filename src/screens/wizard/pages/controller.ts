import type { Page } from '../page.ts';
import { say } from '../text/table.ts';
import { numberAnswer } from '../values.ts';
import { chosenRole } from './role.ts';

/** The controller's port, the size of the agents' cluster, and whether images can be kept here. */
export const controllerPage: Page = {
  id: 'controller',
  section: 'settings',
  title: 'controller.title',
  intro: 'controller.intro',
  applies: (context) => chosenRole(context) === 'controller',
  fields: [
    {
      kind: 'text',
      id: 'controller.http_port',
      path: 'controller.http_port',
      label: 'controller.http-port',
      width: 6,
      toAnswer: numberAnswer,
    },
    {
      kind: 'text',
      id: 'controller.cluster_size',
      path: 'controller.cluster_size',
      label: 'controller.cluster-size',
      width: 6,
      toAnswer: numberAnswer,
    },
    {
      kind: 'choice',
      id: 'controller.registry',
      path: 'controller.registry',
      label: 'controller.registry',
      options: ({ language }) => [
        { value: 'no', row: [{ text: say('controller.registry-no', language), style: 'normal' }] },
        { value: 'yes', row: [{ text: say('controller.registry-yes', language), style: 'normal' }] },
      ],
      initial: () => 'no',
      toAnswer: (text) => (text === 'yes' ? true : undefined),
      fromAnswer: (answer) => (answer === true ? 'yes' : 'no'),
    },
  ],
};
