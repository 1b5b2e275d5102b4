import { once } from 'node:events';
import { type IncomingHttpHeaders, type IncomingMessage, request as sendHttp } from 'node:http';
import { request as sendHttps } from 'node:https';
import { isIP } from 'node:net';
import { failureOf, HttpFailure, type Reached } from './http-failure.ts';

export type HttpRequest = {
  readonly method?: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** `http:` or `https:`; may hold `user:password@`, which is sent as basic authentication and never shown. */
  readonly url: string;
  /** Sent to the host of `url` only, not to another one that it redirects to. */
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
  /** Seconds for all of it: name, connection, redirects and the last byte of the body. */
  readonly deadlineSeconds: number;
  /** Certificates (PEM) that are trusted in place of those of the system. */
  readonly ca?: string;
  /** Largest body of an answer. */
  readonly maxBytes: number;
  /** How many redirects of a GET are followed (5 unless given); those of other methods are answers. */
  readonly maxRedirects?: number;
};

export type HttpResponse = {
  readonly status: number;
  /** Names are in lower case. */
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
  /** The server's clock, where it says a time that can be read. */
  readonly date?: Date;
};

const REDIRECTS = [301, 302, 303, 307, 308];
const MAX_REDIRECTS = 5;

/**
 * Sends one request and reads the whole answer, whatever its status. Certificates are always verified.
 * @throws HttpFailure when there is no whole answer; the reason of `signal` when that is aborted.
 */
export async function requestHttp(
  request: HttpRequest,
  { signal }: { readonly signal?: AbortSignal | undefined } = {},
): Promise<HttpResponse> {
  const late = AbortSignal.timeout(request.deadlineSeconds * 1000);
  const ending = { late, either: signal ? AbortSignal.any([signal, late]) : late };
  const { method = 'GET', maxRedirects = MAX_REDIRECTS } = request;
  let url = new URL(request.url);
  for (let followed = 0; ; followed++) {
    signal?.throwIfAborted();
    const response = await oneAnswer(url, request, ending).catch((cause: unknown) => {
      signal?.throwIfAborted();
      throw cause;
    });
    const { location } = response.headers;
    if (method !== 'GET' || !REDIRECTS.includes(response.status) || location === undefined) return response;
    if (followed === maxRedirects) throw new HttpFailure('too-many-redirects', url, `${followed} redirects`);
    url = redirected(url, location);
  }
}

/** Credentials stay with the host that they are for (RFC 9110, 15.4), and what was sent encrypted stays so. */
function redirected(from: URL, location: string): URL {
  const to = URL.parse(location, from);
  const isAllowed =
    to && (to.protocol === 'https:' || (to.protocol === 'http:' && from.protocol === 'http:'));
  if (!isAllowed) throw new HttpFailure('redirect-refused', from, to?.protocol ?? 'no address');
  if (to.origin === from.origin) [to.username, to.password] = [from.username, from.password];
  return to;
}

type Ending = { readonly late: AbortSignal; readonly either: AbortSignal };

async function oneAnswer(url: URL, request: HttpRequest, { late, either }: Ending): Promise<HttpResponse> {
  const { method = 'GET', headers, body, ca, maxBytes } = request;
  const isSecure = url.protocol === 'https:';
  const isSameHost = url.origin === new URL(request.url).origin;
  const reached: { at: Reached } = { at: isIP(url.hostname.replace(/[[\]]/g, '')) ? 'address' : 'nothing' };
  try {
    const outgoing = (isSecure ? sendHttps : sendHttp)(url, {
      method,
      headers: (isSameHost && headers) || {},
      signal: either,
      agent: false,
      rejectUnauthorized: true,
      ...(ca === undefined ? {} : { ca }),
    });
    // One that comes after the answer has begun is told by the answer's own stream.
    outgoing.on('error', () => {});
    outgoing.once('socket', (socket) => {
      const at = (place: Reached) => () => {
        reached.at = place;
      };
      socket.once('lookup', at('address'));
      socket.once('connect', at(isSecure ? 'server' : 'http'));
      socket.once('secureConnect', at('http'));
    });
    outgoing.end(body);
    const [response]: IncomingMessage[] = await once(outgoing, 'response');
    if (!response) throw new HttpFailure('not-http', url, 'no answer');
    return await whole(response, url, maxBytes);
  } catch (cause) {
    throw cause instanceof HttpFailure
      ? cause
      : failureOf(cause, { url, reached: reached.at, isLate: late.aborted });
  }
}

async function whole(response: IncomingMessage, url: URL, maxBytes: number): Promise<HttpResponse> {
  const { statusCode = 0, headers } = response;
  const pieces: Buffer[] = [];
  let bytes = 0;
  const tooLarge = () => new HttpFailure('too-large', url, `more than ${maxBytes} bytes`);
  try {
    if (Number(headers['content-length']) > maxBytes) throw tooLarge();
    for await (const piece of response) {
      bytes += piece.length;
      if (bytes > maxBytes) throw tooLarge();
      pieces.push(piece);
    }
  } finally {
    response.destroy();
  }
  const date = new Date(headers.date ?? Number.NaN);
  const said = Number.isNaN(date.getTime()) ? {} : { date };
  return { status: statusCode, headers, body: Buffer.concat(pieces), ...said };
}
