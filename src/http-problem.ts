import type { HttpFailure, HttpFailureKind } from './http-failure.ts';
import { error, type Problem, type ProblemCode, type warning } from './problem.ts';

const CODES: Readonly<Record<HttpFailureKind, ProblemCode>> = {
  'name-not-found': 'http.name-not-found',
  'name-no-answer': 'http.name-no-answer',
  refused: 'http.refused',
  'no-route': 'http.no-route',
  'timeout-connect': 'http.timeout-connect',
  'timeout-answer': 'http.timeout-answer',
  reset: 'http.reset',
  'not-http': 'http.not-http',
  'tls-untrusted': 'http.tls-untrusted',
  'tls-name': 'http.tls-name',
  'tls-expired': 'http.tls-expired',
  'tls-failed': 'http.tls-failed',
  'too-large': 'http.too-large',
  'too-many-redirects': 'http.too-many-redirects',
  'redirect-refused': 'http.redirect-refused',
};

/** What may be better in a moment: nobody there yet, a name server or a network that is not up. */
const PASSES: readonly HttpFailureKind[] = [
  ...(['name-not-found', 'name-no-answer', 'refused', 'no-route'] as const),
  ...(['timeout-connect', 'timeout-answer', 'reset'] as const),
];

/** The sentence of a request without a whole answer, at the key or word that named the address. */
export function httpProblem(
  { kind, url, host, reason }: HttpFailure,
  path: string,
  make: typeof error | typeof warning = error,
): Problem {
  return make(CODES[kind], path, { url, host, reason });
}

/** Whether asking again may help; a certificate does not become another one. */
export function mayPass({ kind }: HttpFailure): boolean {
  return PASSES.includes(kind);
}

/** Whether a server that answered so may answer otherwise in a moment (RFC 9110, RFC 6585). */
export function isBusy(status: number): boolean {
  return status >= 500 || [408, 425, 429].includes(status);
}
