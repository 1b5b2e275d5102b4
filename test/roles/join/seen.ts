import type { Evidence, NetworkCheck } from '../../../src/network/check.ts';
import { type ProblemCode, sentence } from '../../../src/problem.ts';
import type { ControllerSeen } from '../../../src/roles/join/controllers.ts';
import type { Reply, Silence } from '../../../src/roles/join/reply.ts';

export const NOW = new Date('2026-11-21T12:00:00Z');

/** An answer; its server's clock is that many seconds ahead. */
export function answer(status: number, body: unknown = '', ahead = 0): Reply {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  return { status, body: text, at: NOW, date: new Date(NOW.getTime() + ahead * 1000) };
}

export function silent(silence: Silence): Reply {
  return { silence, reason: `it was ${silence}` };
}

export const NO_KEY = answer(404, {
  errorCode: 100,
  message: 'Key not found',
  cause: '/discovery',
  index: 3,
});

/** What etcd answers for the discovery key: `name=url` of each that joined. */
export function joined(...values: string[]): Reply {
  const nodes = values.map((value, index) => ({ key: `/discovery/hellocsphere/70158${index}`, value }));
  return answer(200, { action: 'get', node: { key: '/discovery/hellocsphere', dir: true, nodes } });
}

export function size(value: string): Reply {
  return answer(200, { action: 'get', node: { key: '/discovery/hellocsphere/_config/size', value } });
}

/** A controller that serves the web page; nobody has joined. */
export function controller(host: string, over: Partial<ControllerSeen> = {}): ControllerSeen {
  return { endpoint: { host, port: 80 }, page: answer(200), joined: joined(), size: size('3'), ...over };
}

/** A controller that is switched off, or is none. */
export function dead(host: string, silence: Silence = 'refused'): ControllerSeen {
  const gone = silent(silence);
  return controller(host, { page: gone, joined: gone, size: gone });
}

/** `c1:80 passed HTTP 200`, `c1:80 failed join.refused`. */
export function line(check: NetworkCheck): string {
  const what = check.result === 'passed' ? evidenceOf(check) : codeOf(check);
  return `${check.subject} ${check.result} ${what}`;
}

function evidenceOf({ evidence = '' }: { readonly evidence?: Evidence }): string {
  return typeof evidence === 'string' ? evidence : evidence.en;
}

export function codeOf(check: NetworkCheck | undefined): ProblemCode | undefined {
  return check && check.result !== 'passed' ? check.problem.code : undefined;
}

export function sentenceOf(check: NetworkCheck | undefined): string | undefined {
  return check && check.result !== 'passed' ? sentence(check.problem) : undefined;
}
