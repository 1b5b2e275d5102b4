import { isDeepStrictEqual } from 'node:util';
import { valueAt } from '../../installer/plain-data.ts';
import type { NetworkCheck } from '../../network/check.ts';
import type { Problem } from '../../problem.ts';
import type { Context } from './context.ts';
import { documentOf } from './document.ts';
import type { Message } from './message.ts';
import type { WizardState } from './state.ts';
import type { Step } from './update.ts';

export const NETWORK_TEST_PAGE = 'network-test';

/** The one test of the network that is shown: of which answers, and how far it is. */
export type NetworkTest =
  | { readonly state: 'idle' }
  | {
      readonly state: 'running';
      readonly document: unknown;
      readonly checks: readonly NetworkCheck[];
      readonly seconds: number;
    }
  | {
      readonly state: 'done';
      readonly document: unknown;
      readonly checks: readonly NetworkCheck[];
      /** What else there is to say: the answers are not complete, the card is not as it was. */
      readonly problems: readonly Problem[];
    };

/** What of the answers the test is about: another disk does not make it void. */
const PARTS = [
  ...(['role', 'agent', 'controller', 'network', 'container_network'] as const).map((key) => [key]),
  ['system', 'hostname'],
  ['system', 'ntp_servers'],
];

function isSame(one: unknown, other: unknown): boolean {
  return PARTS.every((path) => isDeepStrictEqual(valueAt(one, path), valueAt(other, path)));
}

/** The test of the answers as they are now. */
export function networkTestOf(context: Context): NetworkTest {
  const { networkTest } = context;
  if (networkTest.state === 'idle' || !isSame(networkTest.document, documentOf(context.pages, context)))
    return { state: 'idle' };
  return networkTest;
}

/** Whether something failed: then going on is what the person decided. */
export function hasFailed(context: Context): boolean {
  const test = networkTestOf(context);
  return test.state === 'done' && test.checks.some(({ result }) => result === 'failed');
}

/** One more answer; of a test that was given up it changes nothing. */
export function onNetworkCheck(
  state: WizardState,
  { document, check }: Extract<Message, { kind: 'network-check' }>,
): Step {
  const { networkTest } = state;
  if (networkTest.state !== 'running' || !isDeepStrictEqual(networkTest.document, document))
    return [state, []];
  const others = networkTest.checks.filter(
    (one) => one.check !== check.check || one.subject !== check.subject,
  );
  return [{ ...state, networkTest: { ...networkTest, checks: [...others, check] } }, []];
}

export function onNetworkTested(
  state: WizardState,
  { document, checks, problems }: Extract<Message, { kind: 'network-tested' }>,
): Step {
  const { networkTest } = state;
  if (networkTest.state !== 'running' || !isDeepStrictEqual(networkTest.document, document))
    return [state, []];
  const at = state.page === NETWORK_TEST_PAGE ? { at: 0 } : {};
  // The answers say that failures are accepted: what was previewed may be another document.
  const done = { state: 'done', document, checks, problems } as const;
  return [{ ...state, ...at, preview: undefined, networkTest: done }, []];
}

/** One more second of a running test. */
export function networkTestSecond(state: WizardState): WizardState {
  const { networkTest: test } = state;
  return test.state === 'running' ? { ...state, networkTest: { ...test, seconds: test.seconds + 1 } } : state;
}

/** The test after a step: it begins when it was asked for, and is given up when its page is left, on whatever way. */
export function withNetworkTest(before: WizardState, [after, requests]: Step): Step {
  const asked = requests.find((request) => request.kind === 'test-network');
  if (asked) {
    const networkTest = { state: 'running', document: asked.document, checks: [], seconds: 0 } as const;
    return [{ ...after, at: 0, preview: undefined, networkTest }, requests];
  }
  const isLeft =
    before.networkTest.state === 'running' &&
    (after.page !== NETWORK_TEST_PAGE || after.networkTest.state === 'idle');
  if (!isLeft) return [after, requests];
  return [{ ...after, networkTest: { state: 'idle' } }, [{ kind: 'cancel-network-test' }, ...requests]];
}
