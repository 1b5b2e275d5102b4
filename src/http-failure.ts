import { shownUrl } from './shown-url.ts';

/** Why there was no whole answer. */
export type HttpFailureKind =
  | 'name-not-found'
  /** No name server answered. */
  | 'name-no-answer'
  | 'refused'
  | 'no-route'
  | 'timeout-connect'
  /** Accepted, and then not (or not in time) answered. */
  | 'timeout-answer'
  | 'reset'
  | 'not-http'
  | 'tls-untrusted'
  | 'tls-name'
  /** Not valid at this time: expired, or by the clock of this machine not valid yet. */
  | 'tls-expired'
  /** No TLS came about: the server does not speak it, or no version in common. */
  | 'tls-failed'
  | 'too-large'
  | 'too-many-redirects'
  /** From https to http, or to what is no web address. */
  | 'redirect-refused';

/** How far a request came. */
export type Reached = 'nothing' | 'address' | 'server' | 'http';

/** Characters of a reason. */
const LONGEST = 120;

/** A request without a whole answer. Its words hold no credentials. */
export class HttpFailure extends Error {
  readonly kind: HttpFailureKind;
  /** Where it ended, perhaps after redirects; see `shownUrl`. */
  readonly url: string;
  readonly host: string;
  /** The words of the system or of the TLS library. */
  readonly reason: string;

  constructor(kind: HttpFailureKind, url: URL, reason: string) {
    // It may quote what a server sent.
    const words = reason.replaceAll(/[^\x20-\x7e]/g, '?').slice(0, LONGEST);
    super(`${shownUrl(url)}: ${words}`);
    this.kind = kind;
    this.url = shownUrl(url);
    this.host = url.host;
    this.reason = words;
  }
}

/** Error codes of libuv, OpenSSL's X509_V_ERR_* and Node. */
const KINDS: Readonly<Record<string, HttpFailureKind>> = {
  ENOTFOUND: 'name-not-found',
  EAI_AGAIN: 'name-no-answer',
  ECONNREFUSED: 'refused',
  EHOSTUNREACH: 'no-route',
  ENETUNREACH: 'no-route',
  ENETDOWN: 'no-route',
  EADDRNOTAVAIL: 'no-route',
  ETIMEDOUT: 'timeout-connect',
  ECONNRESET: 'reset',
  ECONNABORTED: 'reset',
  EPIPE: 'reset',
  ERR_TLS_CERT_ALTNAME_INVALID: 'tls-name',
  CERT_HAS_EXPIRED: 'tls-expired',
  CERT_NOT_YET_VALID: 'tls-expired',
  EPROTO: 'tls-failed',
};

const LATE: Readonly<Record<Reached, HttpFailureKind>> = {
  nothing: 'name-no-answer',
  address: 'timeout-connect',
  server: 'timeout-answer',
  http: 'timeout-answer',
};

type Place = { readonly url: URL; readonly reached: Reached; readonly isLate: boolean };

/** @returns the failure that an error of a socket or of TLS is. @throws what is none: a bug. */
export function failureOf(cause: unknown, { url, reached, isLate }: Place): HttpFailure {
  if (isLate) return new HttpFailure(LATE[reached], url, 'no answer in time');
  // Of several addresses the one that said most: an address that did not answer says nothing.
  const all: unknown[] = cause instanceof AggregateError ? cause.errors : [cause];
  const known = all.filter(hasCode);
  const error = known.find(({ code }) => code !== 'ETIMEDOUT') ?? known[0];
  if (!error) throw cause;
  return new HttpFailure(kindOf(error.code, reached), url, error.message);
}

function kindOf(code: string, reached: Reached): HttpFailureKind {
  if (code.startsWith('HPE_')) return 'not-http';
  if (code.startsWith('ERR_SSL_')) return 'tls-failed';
  if (code === 'ETIMEDOUT' && (reached === 'server' || reached === 'http')) return 'timeout-answer';
  return KINDS[code] ?? (reached === 'server' ? 'tls-untrusted' : 'reset');
}

function hasCode(cause: unknown): cause is Error & { readonly code: string } {
  return cause instanceof Error && 'code' in cause && typeof cause.code === 'string';
}
