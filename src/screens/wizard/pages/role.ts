import type { Context } from '../context.ts';
import type { Option } from '../field.ts';
import type { Page } from '../page.ts';
import { say } from '../text/table.ts';
import { textOf } from '../values.ts';
import { imageField } from './image-field.ts';

const field = {
  kind: 'choice',
  id: 'role',
  path: 'role',
  label: 'role.label',
  initial: () => 'controller',
  options: ({ language }: Context): Option[] => [
    {
      value: 'controller',
      row: [{ text: `controller  ${say('role.controller', language)}`, style: 'normal' }],
    },
    { value: 'agent', row: [{ text: `agent       ${say('role.agent', language)}`, style: 'normal' }] },
  ],
} as const;

/** What the machine becomes. */
export const rolePage: Page = {
  id: 'role',
  section: 'role',
  title: 'role.title',
  intro: 'role.intro',
  fields: [field, imageField],
};

/** The role that is chosen now. */
export function chosenRole(context: Context): string {
  return textOf(field, context);
}
