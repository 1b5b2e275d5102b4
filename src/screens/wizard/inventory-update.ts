import { isDeepStrictEqual } from 'node:util';
import type { Inventory } from '../../installer/inventory.ts';
import { dhcpSecond } from './dhcp-update.ts';
import { askedPages, focusedField, openPage } from './focus.ts';
import { networkTestSecond } from './network-test.ts';
import { CARD_PAGE, cardField } from './pages/card.ts';
import type { WizardState } from './state.ts';
import type { Step } from './update.ts';
import { textOf } from './values.ts';

/** Seconds between two looks at the machine while its cards are shown. */
const LOOK_SECONDS = 2;

/** A second has gone by. */
export function onTick(state: WizardState): Step {
  const next = { ...networkTestSecond(dhcpSecond(state)), ticks: state.ticks + 1 };
  const looks =
    next.page === CARD_PAGE &&
    next.purpose === 'install' &&
    next.inventory !== undefined &&
    next.ticks % LOOK_SECONDS === 0;
  return [next, looks ? [{ kind: 'probe' }] : []];
}

/** The machine as it is now. The cursor stays on what it was on, a card that was accepted stays accepted. */
export function onInventory(state: WizardState, inventory: Inventory): Step {
  if (isDeepStrictEqual(state.inventory, inventory)) return [state, []];
  const next: WizardState = { ...state, values: withCard(state), inventory };
  return [withoutOldQuestion({ ...next, at: sameOption(state, next) }), []];
}

/** Behind the card page, the card that was proposed and accepted there is as good as chosen. */
function withCard(state: WizardState): WizardState['values'] {
  const ids = askedPages(state).map(({ id }) => id);
  const isBehind = ids.indexOf(state.page) > ids.indexOf(CARD_PAGE) && ids.includes(CARD_PAGE);
  const card = state.inventory && isBehind ? textOf(cardField, state) : '';
  return card === '' ? state.values : { ...state.values, [cardField.id]: card };
}

function sameOption(before: WizardState, after: WizardState): number {
  const field = focusedField(before);
  if (field?.kind !== 'choice' && field?.kind !== 'menu') return before.at;
  const value = field.options(before)[before.at]?.value;
  const options = field.options(after);
  const at = options.findIndex((option) => option.value === value);
  return at >= 0 ? at : Math.max(Math.min(before.at, options.length - 1), 0);
}

/** A cable that was plugged in answers the question about it. */
function withoutOldQuestion(state: WizardState): WizardState {
  const { overlay } = state;
  const isOfPage = overlay?.kind === 'question' && overlay.of === 'page';
  return isOfPage && !openPage(state).asks?.(state) ? { ...state, overlay: undefined } : state;
}
