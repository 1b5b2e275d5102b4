import { valueAt } from '../../installer/plain-data.ts';
import type { Context } from './context.ts';
import type { Message } from './message.ts';
import type { WizardState } from './state.ts';

type Hashed = Extract<Message, { kind: 'hashed' }>;

export const SYSTEM_PAGE = 'system';
export const PASSWORD = 'system.password';
export const PASSWORD_AGAIN = 'system.password_again';
export const PASSWORD_HASH = 'system.password_hash';

/** The password as it was typed; empty: none, or it was hashed already. */
export function typedPassword({ values }: Context): string {
  return values[PASSWORD] ?? '';
}

/** What the edited file has at a key of its section `system`. */
export function writtenInFile({ base }: Context, key: 'password' | 'password_hash'): unknown {
  return valueAt(base, ['system', key]);
}

/** Whether there is a password without one being typed: hashed before, or in the edited file. */
export function isPasswordKept(context: Context): boolean {
  const kept = [context.values[PASSWORD_HASH], writtenInFile(context, 'password_hash')];
  return [...kept, writtenInFile(context, 'password')].some((one) => one !== undefined);
}

/** The text that is to be hashed: the typed one, else a plain one of the edited file. */
export function plainPassword(context: Context): string | undefined {
  if (typedPassword(context) !== '') return typedPassword(context);
  const written = writtenInFile(context, 'password');
  const isHashed = context.values[PASSWORD_HASH] !== undefined;
  // A file that is edited keeps what nobody touched.
  const isKept = isHashed || context.purpose === 'write';
  return typeof written === 'string' && !isKept ? written : undefined;
}

/**
 * The hash takes the place of the plain password, which is forgotten. A hash of another text than the one
 * there is now changes nothing, nor one that comes while the page is open: the fields would empty under the
 * person's hands. It is asked for again when the page is left.
 */
export function onHashed(state: WizardState, { password, hash }: Hashed): WizardState {
  if (state.page === SYSTEM_PAGE || plainPassword(state) !== password.reveal()) return state;
  if (typedPassword(state) === '') return { ...state, base: withHash(state.base, hash) };
  const { [PASSWORD]: _, [PASSWORD_AGAIN]: __, ...values } = state.values;
  return { ...state, values: { ...values, [PASSWORD_HASH]: hash } };
}

function withHash(base: WizardState['base'], password_hash: string): WizardState['base'] {
  const system = valueAt(base, ['system']);
  if (typeof system !== 'object' || system === null) return base;
  const others = Object.entries(system).filter(([key]) => key !== 'password');
  return { ...base, system: { ...Object.fromEntries(others), password_hash } };
}
