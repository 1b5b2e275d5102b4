import { authKeyOf, isAuthKey, PASSPHRASE_MIN } from '../../installer/auth-key.ts';
import { valueAt } from '../../installer/plain-data.ts';
import type { Context } from './context.ts';
import type { TextField } from './field.ts';
import { keptSecret } from './kept-secret.ts';
import type { PageProblem } from './page.ts';
import { say } from './text/table.ts';

const KEY = 'controller.auth_key';
const AGAIN = 'controller.passphrase_again';

/** What all controllers share: a passphrase typed on each, twice, or the key itself, which is not mistyped unseen. */
export function passphraseFields(isHa: (context: Context) => boolean): readonly TextField[] {
  const { remark, fromAnswer } = keptSecret(KEY);
  const common = { kind: 'text', width: 40, hidden: true, remark } as const;
  // A file that already has a key keeps it, with or without HA.
  const applies = (context: Context) => isHa(context) || writtenKey(context) !== undefined;
  return [
    {
      ...common,
      id: KEY,
      path: KEY,
      label: 'ha.passphrase',
      fromAnswer,
      toAnswer: (text, context) => (text.trim() === '' ? writtenKey(context) : keyOf(text, context)),
      applies,
    },
    {
      ...common,
      id: AGAIN,
      path: '',
      label: 'ha.passphrase-again',
      help: 'ha.passphrase-help',
      applies,
    },
  ];
}

export function passphraseProblems(context: Context): readonly PageProblem[] {
  const { language, values } = context;
  const typed = (values[KEY] ?? '').trim();
  if (typed === '' || isAuthKey(typed)) return [];
  if (typed.length < PASSPHRASE_MIN) {
    const text = say('ha.passphrase-short', language, { least: PASSPHRASE_MIN });
    return [{ field: KEY, text, severity: 'error' }];
  }
  if (isRepeated(typed, context)) return [];
  return [{ field: AGAIN, text: say('ha.passphrase-differs', language), severity: 'error' }];
}

/** Undefined until it is typed twice: what was mistyped would keep this controller out of its cluster. */
function keyOf(text: string, context: Context): string | undefined {
  const typed = text.trim();
  if (isAuthKey(typed)) return typed;
  return typed.length >= PASSPHRASE_MIN && isRepeated(typed, context) ? authKeyOf(typed) : undefined;
}

function isRepeated(typed: string, { values }: Context): boolean {
  return typed === (values[AGAIN] ?? '').trim();
}

function writtenKey({ base }: Context): unknown {
  return valueAt(base, ['controller', 'auth_key']);
}
