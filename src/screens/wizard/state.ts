import type { Problem } from '../../problem.ts';
import type { Size } from '../frame.ts';
import type { Context } from './context.ts';

/** What has the focus: a field of the page, or one of the two buttons below it. */
export type Focus = string;
export const BACK: Focus = 'button:back';
export const NEXT: Focus = 'button:next';

/** What lies over a page until it is answered. The first button is the safe one and has the focus. */
export type Overlay =
  | { readonly kind: 'help'; readonly field: string; readonly scroll: number }
  | { readonly kind: 'question'; readonly of: 'abort' | 'restart' | 'page'; readonly yes: boolean };

export function isAbort(overlay: Overlay | undefined): overlay is Extract<Overlay, { kind: 'question' }> {
  return overlay?.kind === 'question' && overlay.of === 'abort';
}

/** All there is to know of a wizard between two messages; plain data. */
export type WizardState = Context & {
  readonly size: Size;
  readonly page: string;
  /** The page that Esc returns to from one beside the way. */
  readonly cameFrom?: string;
  readonly focus: Focus;
  /** Where in the focused field: a character of a text, an option of a list, a row of a view. */
  readonly at: number;
  /** Fields that were left once: their problems are shown. */
  readonly left: readonly string[];
  /** Seconds since it began. */
  readonly ticks: number;
  readonly overlay?: Overlay | undefined;
  /** The second in which the installation was confirmed; until it says something, Enter twice means once. */
  readonly confirmed?: number | undefined;
};

export type Start = Pick<
  WizardState,
  'pages' | 'size' | 'inventory' | 'language' | 'canShowChinese' | 'proposed' | 'nodes'
> & {
  readonly base?: Readonly<Record<string, unknown>>;
  /** Default: install. */
  readonly purpose?: Context['purpose'];
  readonly file?: string;
  readonly unusable?: readonly string[];
  readonly notice?: Problem | undefined;
};
