import type { z } from 'zod';
import { HttpFailure, type HttpFailureKind, type HttpResponse, type Machine } from '../../machine.ts';
import { EtcdFailure } from './failure.ts';
import { jsonOf } from './json.ts';
import { failureReply } from './wire.ts';

/** Who is asked, and for how long. */
export type Gateway = {
  readonly machine: Pick<Machine, 'request'>;
  /** `http://127.0.0.1:2379`: one after the other, until one answers. */
  readonly urls: readonly string[];
  /** Seconds for one question to one of them. */
  readonly deadlineSeconds: number;
  readonly signal?: AbortSignal | undefined;
};

export type Question<T> = {
  /** Behind `/v3/`. */
  readonly path: string;
  readonly body: object;
  readonly reply: z.ZodType<T>;
  /** Asking twice is as good as once: then the next one is asked also after one that took the question and fell silent. */
  readonly isRepeatable: boolean;
};

/** All keys of a cluster of this size are a few MB. */
const MAX_BYTES = 64 << 20;
/** The question never arrived. */
const NOT_ASKED: readonly HttpFailureKind[] = [
  'name-not-found',
  'name-no-answer',
  'refused',
  'no-route',
  'timeout-connect',
];
/** gRPC's UNAVAILABLE: this one has no leader, another one may. */
const UNAVAILABLE = 14;

/**
 * POSTs to etcd's JSON gateway (etcd's docs, "gRPC gateway"; `/v3/` since 3.4).
 * @throws EtcdFailure; the reason of the signal when that is aborted.
 */
export async function post<T>(gateway: Gateway, question: Question<T>): Promise<T> {
  let last: EtcdFailure | undefined;
  for (const url of gateway.urls) {
    const answer = await once(gateway, url, question);
    if (!(answer instanceof EtcdFailure)) return answer;
    const mayGoOn =
      answer.kind === 'silent' || (question.isRepeatable && (answer.kind === 'unknown' || isAway(answer)));
    if (!mayGoOn) throw answer;
    // One that answered says more than one that is off.
    last = last && answer.kind === 'silent' ? last : answer;
  }
  throw last ?? new EtcdFailure('silent', 'no etcd is named');
}

function isAway({ code }: EtcdFailure): boolean {
  return code === UNAVAILABLE;
}

async function once<T>(gateway: Gateway, url: string, question: Question<T>): Promise<T | EtcdFailure> {
  const { machine, deadlineSeconds, signal } = gateway;
  const request = {
    method: 'POST',
    url: `${url}/v3/${question.path}`,
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(question.body),
    deadlineSeconds,
    maxBytes: MAX_BYTES,
    maxRedirects: 0,
  } as const;
  try {
    return read(url, await machine.request(request, { signal }), question.reply);
  } catch (cause) {
    if (!(cause instanceof HttpFailure)) throw cause;
    const kind = NOT_ASKED.includes(cause.kind) ? 'silent' : 'unknown';
    return new EtcdFailure(kind, `etcd at ${url} does not answer (${cause.reason})`);
  }
}

function read<T>(url: string, { status, body }: HttpResponse, reply: z.ZodType<T>): T | EtcdFailure {
  const json = jsonOf(body.toString('utf8'));
  const good = status === 200 ? reply.safeParse(json) : undefined;
  if (good?.success) return good.data;
  const said = failureReply.safeParse(json);
  return said.success
    ? new EtcdFailure('refused', `etcd at ${url} refuses: ${said.data.error}`, said.data.code)
    : new EtcdFailure('refused', `what answers at ${url} is not etcd 3.4 or later (HTTP ${status})`);
}
