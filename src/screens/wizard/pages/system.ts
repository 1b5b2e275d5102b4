import { isShortPassword } from '../../../installer/system-rules.ts';
import { sentence, warning } from '../../../problem.ts';
import { Secret } from '../../../secret.ts';
import type { Context } from '../context.ts';
import type { Field } from '../field.ts';
import type { Page } from '../page.ts';
import {
  isPasswordKept,
  PASSWORD,
  PASSWORD_AGAIN,
  PASSWORD_HASH,
  plainPassword,
  SYSTEM_PAGE,
  typedPassword,
  writtenInFile,
} from '../password.ts';
import { say } from '../text/table.ts';

function kept(context: Context) {
  return isPasswordKept(context) && typedPassword(context) === '' ? 'system.password-kept' : undefined;
}

const passwordFields: readonly Field[] = [
  {
    kind: 'text',
    id: PASSWORD,
    path: 'system.password',
    label: 'system.password',
    width: 32,
    hidden: true,
    remark: kept,
    // A password of the edited file is kept and not shown, not even its length.
    fromAnswer: () => undefined,
    toAnswer: (text, context) => {
      if (text !== '') return text;
      if (context.values[PASSWORD_HASH] !== undefined) return undefined;
      return writtenInFile(context, 'password') ?? (isPasswordKept(context) ? undefined : '');
    },
  },
  {
    kind: 'silent',
    id: PASSWORD_HASH,
    path: 'system.password_hash',
    label: 'system.password',
    toAnswer: (hash, context) => (hash === '' || typedPassword(context) !== '' ? undefined : hash),
  },
  {
    kind: 'text',
    id: PASSWORD_AGAIN,
    path: '',
    label: 'system.password-again',
    width: 32,
    hidden: true,
    remark: kept,
  },
];

/** The node's name and its login. The password is hashed as soon as the page is left. */
export const systemPage: Page = {
  id: SYSTEM_PAGE,
  section: 'system',
  title: 'system.title',
  intro: 'system.intro',
  fields: [
    {
      kind: 'text',
      id: 'system.hostname',
      path: 'system.hostname',
      label: 'system.hostname',
      width: 40,
      initial: ({ proposed }) => proposed.hostname,
    },
    ...passwordFields,
  ],
  problems: (context) =>
    typedPassword(context) === (context.values[PASSWORD_AGAIN] ?? '')
      ? []
      : [
          {
            field: PASSWORD_AGAIN,
            text: say('system.password-differs', context.language),
            severity: 'error',
          },
        ],
  status: ({ language }) => [[{ text: say('system.username', language), style: 'dim' }]],
  asks: (context) => {
    const typed = typedPassword(context);
    if (typed === '' || !isShortPassword(typed)) return undefined;
    const short = sentence(warning('system.password-short', PASSWORD), context.language);
    return { text: say('system.password-short', context.language, { short }) };
  },
  onNext: (context) => {
    const password = plainPassword(context);
    return password === undefined ? [] : [{ kind: 'hash', password: new Secret(password) }];
  },
};
