import { HttpFailure, type HttpFailureKind, type Machine } from '../../machine.ts';
import { printable } from '../../network/printable.ts';
import { ANSWER_SECONDS, isAnswer, type Reply, SILENCES } from './reply.ts';

/** What questions are asked through. */
export type Asking = {
  readonly machine: Pick<Machine, 'request'>;
  readonly signal?: AbortSignal | undefined;
  /** For one question; ANSWER_SECONDS unless given. */
  readonly seconds?: number;
};

/** A page and lists of members are far smaller. */
const MAX_BYTES = 1 << 20;

/**
 * GETs a URL, without following redirects: the answer of this very server counts.
 * @throws the reason of the signal when that is aborted.
 */
export async function ask(
  url: string,
  { machine, signal, seconds = ANSWER_SECONDS }: Asking,
): Promise<Reply> {
  const request = { url, deadlineSeconds: seconds, maxBytes: MAX_BYTES, maxRedirects: 0 };
  try {
    const { status, body, date } = await machine.request(request, { signal });
    return { status, body: body.toString('utf8'), at: new Date(), ...(date && { date }) };
  } catch (cause) {
    if (!(cause instanceof HttpFailure)) throw cause;
    const silence = SILENCES.find((kind) => kind === cause.kind);
    return silence ? { silence, reason: shortReason(cause.reason) } : { body: '', at: new Date() };
  }
}

/** `EHOSTUNREACH` of `connect EHOSTUNREACH 10.0.0.1:80 - Local (10.0.0.5:4711)`. */
function shortReason(reason: string): string {
  return /\bE[A-Z]{5,}\b/.exec(reason)?.[0] ?? printable(reason);
}

/** Asks for a web page over plain HTTP, and tells a port where TLS is spoken from other strangers. */
export async function askPage(place: string, asking: Asking): Promise<Reply> {
  const reply = await ask(`http://${place}/`, asking);
  const isOdd = isAnswer(reply) ? reply.status === 400 : ['reset', 'not-http'].includes(reply.silence);
  return isOdd && (await speaksTls(place, asking)) ? { silence: 'tls', reason: 'TLS' } : reply;
}

/** TLS came about, whether or not the certificate is one to trust. */
const TLS: readonly HttpFailureKind[] = ['tls-untrusted', 'tls-name', 'tls-expired'];

async function speaksTls(
  place: string,
  { machine, signal, seconds = ANSWER_SECONDS }: Asking,
): Promise<boolean> {
  const url = `https://${place}/`;
  try {
    await machine.request(
      { url, deadlineSeconds: seconds, maxBytes: MAX_BYTES, maxRedirects: 0 },
      { signal },
    );
    return true;
  } catch (cause) {
    if (!(cause instanceof HttpFailure)) throw cause;
    return TLS.includes(cause.kind);
  }
}
