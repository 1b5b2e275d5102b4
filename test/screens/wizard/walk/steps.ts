import fc from 'fast-check';
import type { DhcpOutcome } from '../../../../src/network/dhcp.ts';
import type { Key, KeyName } from '../../../../src/screens/key.ts';
import { OFFER } from '../cards.ts';

/** What happens next: a key, the world, or a person who knows the way. */
export type WalkStep =
  | { readonly does: 'key'; readonly key: Key }
  /** Fills the field that has the focus and goes on; from a page of lines too. */
  | { readonly does: 'good-answer' }
  /** The line that installs, Enter so many times; on the summary so many lines down, Enter. */
  | { readonly does: 'choose-line'; readonly times: number }
  /** One of the requests that wait is answered; `again`: it keeps waiting, for a stale second answer. */
  | {
      readonly does: 'answer';
      readonly which: number;
      readonly again: boolean;
      readonly outcome: DhcpOutcome;
    }
  | { readonly does: 'resize'; readonly columns: number; readonly rows: number }
  | { readonly does: 'tick' }
  | { readonly does: 'machine'; readonly change: number }
  /** The next events of an installation, here or on another console. */
  | { readonly does: 'events'; readonly many: number; readonly good: boolean }
  | { readonly does: 'saved' };

const NAMES: readonly KeyName[] = [
  'enter',
  'tab',
  'back-tab',
  'escape',
  'up',
  'down',
  'left',
  'right',
  'home',
  'end',
  'page-up',
  'page-down',
  'backspace',
  'delete',
  'erase-line',
  'help',
  'redraw',
  'abort',
  'restart',
];

/** Narrow, wide, combining, joined, of no width, right to left, and what YAML and SGR care about. */
const CHARACTERS = [
  ...'abi0.:/ ,#"\'[{',
  'é',
  'e\u0301',
  '\u0301',
  '装',
  '한',
  '👩‍👩‍👧',
  '🇩🇪',
  '\u200b',
  '\u00ad',
  'א',
  '\u202e',
  '\u3000',
];
const text = fc.string({ unit: fc.constantFrom(...CHARACTERS), minLength: 1, maxLength: 6 });
const pasted = fc
  .tuple(text, fc.constantFrom('', '\n'), fc.constantFrom(1, 2, 3, 4, 5, 6, 7, 8, 400))
  .map(([piece, between, times]) => Array(times).fill(piece).join(between));

const key = fc.oneof(
  { weight: 12, arbitrary: fc.constantFrom(...NAMES).map((name): Key => ({ name })) },
  { weight: 6, arbitrary: text.map((one): Key => ({ text: one })) },
  { weight: 2, arbitrary: fc.constant<Key>({ text: ' ' }) },
  { weight: 1, arbitrary: pasted.map((one): Key => ({ text: one })) },
);

const outcome = fc.constantFrom<DhcpOutcome>(
  OFFER,
  OFFER,
  { ...OFFER, address: '10.1.0.7/8', gateway: undefined, dns: [] },
  { result: 'none', seconds: 10 },
  { result: 'no-carrier' },
  { result: 'cancelled' },
  { result: 'failed', reason: 'exit code 1' },
);

const size = fc.oneof(
  fc.constantFrom([80, 24], [100, 30], [132, 43], [250, 80]),
  fc.tuple(fc.integer({ min: 1, max: 260 }), fc.integer({ min: 1, max: 90 })),
);

export const walkStep: fc.Arbitrary<WalkStep> = fc.oneof(
  { weight: 30, arbitrary: key.map((one): WalkStep => ({ does: 'key', key: one })) },
  { weight: 40, arbitrary: fc.constant<WalkStep>({ does: 'good-answer' }) },
  {
    weight: 3,
    arbitrary: fc.integer({ min: 1, max: 3 }).map((times): WalkStep => ({ does: 'choose-line', times })),
  },
  {
    weight: 14,
    arbitrary: fc
      .record({ which: fc.nat(5), again: fc.boolean(), outcome })
      .map((one): WalkStep => ({ does: 'answer', ...one })),
  },
  {
    weight: 2,
    arbitrary: size.map(([columns = 80, rows = 24]): WalkStep => ({ does: 'resize', columns, rows })),
  },
  { weight: 4, arbitrary: fc.constant<WalkStep>({ does: 'tick' }) },
  { weight: 2, arbitrary: fc.nat(5).map((change): WalkStep => ({ does: 'machine', change })) },
  {
    weight: 1,
    arbitrary: fc
      .record({ many: fc.integer({ min: 1, max: 20 }), good: fc.boolean() })
      .map((one): WalkStep => ({ does: 'events', ...one })),
  },
  { weight: 1, arbitrary: fc.constant<WalkStep>({ does: 'saved' }) },
);
