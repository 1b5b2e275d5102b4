import type { Page } from '../page.ts';
import { numberAnswer } from '../values.ts';
import { chosenRole } from './role.ts';

/** The controller's port and the size of the agents' cluster. */
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
  ],
};
