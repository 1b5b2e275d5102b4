import type { HttpFailureKind } from '../../machine.ts';
import type { Problem, ProblemCode } from '../../problem.ts';
import { error } from '../../problem.ts';
import { type Endpoint, formatEndpoint } from '../agent.ts';

/** Seconds that one question may take, with the look-up of the name. */
export const ANSWER_SECONDS = 10;

/** An answer over HTTP. Its body is a stranger's. */
export type Answer = {
  /** Absent where HTTP was spoken, but not to the end: a redirect that is not followed, a body without end. */
  readonly status?: number;
  readonly body: string;
  /** The server's clock, and this machine's when the answer was there. */
  readonly date?: Date;
  readonly at: Date;
};

/** What of a failure is silence. The rest is HTTP that is not followed or not read to its end: an answer. */
export const SILENCES = [
  'name-not-found',
  'name-no-answer',
  'refused',
  'no-route',
  'timeout-connect',
  'timeout-answer',
  'reset',
  'not-http',
] as const satisfies readonly HttpFailureKind[];

/** Why there was no answer. */
export type Silence = (typeof SILENCES)[number] | 'tls';
export type Silent = { readonly silence: Silence; readonly reason: string };

/** What came back. */
export type Reply = Answer | Silent;

/** Whether HTTP came back. */
export function isAnswer(reply: Reply): reply is Answer {
  return !('silence' in reply);
}

const CODES: Readonly<Record<Silence, ProblemCode>> = {
  'name-not-found': 'join.name-unknown',
  'name-no-answer': 'join.name-no-answer',
  refused: 'join.refused',
  'no-route': 'join.no-route',
  'timeout-connect': 'join.no-connection',
  'timeout-answer': 'join.hangs',
  reset: 'join.closed',
  'not-http': 'join.not-http',
  tls: 'join.speaks-tls',
};

/** The sentence of a silence. */
export function silenceProblem(endpoint: Endpoint, { silence, reason }: Silent, path: string): Problem {
  const { host } = endpoint;
  return error(CODES[silence], path, {
    host,
    endpoint: formatEndpoint(endpoint),
    reason,
    seconds: ANSWER_SECONDS,
  });
}
