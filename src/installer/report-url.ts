import { createHmac } from 'node:crypto';
import { httpProblem, isBusy, mayPass } from '../http-problem.ts';
import { HttpFailure, type Machine } from '../machine.ts';
import { type Problem, warning } from '../problem.ts';
import { reveal, Secret } from '../secret.ts';
import { shownUrl } from '../shown-url.ts';

/** Where events are sent. The address may hold a password, so it is a secret that prints as `shownUrl` says. */
export type Destination = {
  readonly url: Secret;
  readonly hmac_key?: Secret | undefined;
  /** Certificates (PEM) that are trusted in place of those of the system. */
  readonly ca?: string | undefined;
};

/** The event was taken, or why not, and whether sending it again may help. */
export type Delivery = { readonly problem?: Problem; readonly again?: boolean };

const KEY = 'install.report.url';
/** Seconds for one event. */
const ATTEMPT = 10;
/** What a receiver says is not read. */
const MAX_BYTES = 64 * 1024;

/** An address as a secret. */
export function secretUrl(url: string): Secret {
  return new Secret(url, shownUrl(new URL(url)));
}

/**
 * Posts one event. With a key it is signed: `X-COS-Signature: sha256=HEX` is the HMAC-SHA-256 of `X-COS-Timestamp`
 * (seconds since 1970), a dot and the body.
 * @throws the reason of `signal` when that is aborted.
 */
export async function postEvent(
  machine: Pick<Machine, 'request'>,
  { url, hmac_key, ca }: Destination,
  body: string,
  signal: AbortSignal,
): Promise<Delivery> {
  const timestamp = String(Math.floor(Date.now() / 1000));
  const request = {
    method: 'POST',
    url: reveal(url),
    body,
    headers: {
      'Content-Type': 'application/json',
      'X-COS-Timestamp': timestamp,
      ...(hmac_key ? { 'X-COS-Signature': `sha256=${signature(hmac_key, timestamp, body)}` } : {}),
    },
    deadlineSeconds: ATTEMPT,
    maxBytes: MAX_BYTES,
    ...(ca === undefined ? {} : { ca }),
  } as const;
  try {
    const { status } = await machine.request(request, { signal });
    if (status >= 200 && status < 300) return {};
    return { problem: warning('http.status', KEY, { url: url.toString(), status }), again: isBusy(status) };
  } catch (cause) {
    if (!(cause instanceof HttpFailure)) throw cause;
    return { problem: httpProblem(cause, KEY, warning), again: mayPass(cause) };
  }
}

function signature(key: Secret, timestamp: string, body: string): string {
  return createHmac('sha256', key.reveal()).update(`${timestamp}.${body}`).digest('hex');
}
