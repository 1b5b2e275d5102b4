import { isDeepStrictEqual } from 'node:util';
import { valueAt } from '../../installer/plain-data.ts';
import type { Context, Values } from './context.ts';
import { isConfirmationId } from './disk-confirmation.ts';
import { documentOf } from './document.ts';
import { openPage } from './focus.ts';
import type { Message, Request } from './message.ts';
import { hasFailed } from './network-test.ts';
import type { WizardState } from './state.ts';
import type { Step } from './update.ts';

/**
 * The document that is shown, confirmed and carried out. For an installation here it allows to wipe the
 * disks it names: that is what the confirmation agrees to, and a preview alone writes nothing.
 */
export function previewDocument(context: Context): Readonly<Record<string, unknown>> {
  const document = documentOf(context.pages, context);
  if (context.purpose === 'write') return document;
  const install = typeof document.install === 'object' ? document.install : {};
  const hasData = valueAt(document, ['disk', 'data']) !== undefined;
  const wipe = hasData ? ['target', 'data'] : 'target';
  // Saved answers install the same node again, without a person who goes on anyway.
  return { ...document, install: { ...(hasFailed(context) ? { preflight: 'warn' } : {}), ...install, wipe } };
}

/** A preview that comes late, for answers that were changed since, is not shown: the open page asks again. */
export function onPreview(state: WizardState, message: Extract<Message, { kind: 'preview' }>): Step {
  const isOfNow = isDeepStrictEqual(message.document, previewDocument(state));
  return isOfNow ? [{ ...state, preview: message.preview }, []] : [state, wantedPreview(state)];
}

/** After a change of answers or machine the preview is void; a page that shows it asks for another one. */
export function withoutStalePreview(before: WizardState, [after, requests]: Step): Step {
  if (!before.preview || after.preview !== before.preview || !isChanged(before, after))
    return [after, requests];
  const state = { ...after, preview: undefined };
  return [state, [...requests.filter((one) => !isPreview(one)), ...wantedPreview(state)]];
}

/** What the open page asks for where it shows a preview that is not there. */
function wantedPreview(state: WizardState): readonly Request[] {
  return openPage(state).onOpen?.(state).filter(isPreview) ?? [];
}

function isPreview({ kind }: Request): boolean {
  return kind === 'preview';
}

function isChanged(before: WizardState, after: WizardState): boolean {
  return (
    areAnswersChanged(before.values, after.values) ||
    (after.inventory !== before.inventory && !isDeepStrictEqual(after.inventory, before.inventory)) ||
    (after.dhcp !== before.dhcp && !isDeepStrictEqual(previewDocument(after), previewDocument(before)))
  );
}

/** What is typed to confirm what a preview shows is about it, and does not change it. */
function areAnswersChanged(before: Values, after: Values): boolean {
  if (after === before) return false;
  const answers = (values: Values) => Object.entries(values).filter(([id]) => !isConfirmationId(id));
  return !isDeepStrictEqual(answers(before), answers(after));
}
