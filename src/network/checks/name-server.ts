import { Resolver } from 'node:dns/promises';
import { error } from '../../problem.ts';
import type { Ask, NetworkCheck } from '../check.ts';

/** Asks one name server for a name. @returns the code of its answer, `ok` for a record. @throws with the code of a failure. */
export type AskName = (server: string, name: string, signal: AbortSignal) => Promise<string>;

/** A server said something about the name, if only that it does not know or tell it: it is there (RFC 1035 4.1.1). */
const ANSWERS = ['ENOTFOUND', 'ENODATA', 'ESERVFAIL', 'EREFUSED', 'ENOTIMP', 'EFORMERR', 'EBADRESP'];

/** Seconds for one query; it is sent three times. */
const SECONDS = 2;
const TRIES = 3;

/** DNS through Node's own resolver, past that of the live system; no other server is asked. */
export const askName: AskName = async (server, name, signal) => {
  const resolver = new Resolver({ timeout: SECONDS * 1000, tries: TRIES });
  resolver.setServers([server]);
  const cancel = () => resolver.cancel();
  signal.addEventListener('abort', cancel, { once: true });
  try {
    await resolver.resolveSoa(name);
    return 'ok';
  } finally {
    signal.removeEventListener('abort', cancel);
  }
};

/** Whether each name server answers a query at all: for the first search domain, or the root of all names. */
export function nameServerChecks(
  servers: readonly { readonly address: string; readonly path: string }[],
  { name = '.', ask = askName }: { readonly name?: string | undefined; readonly ask?: AskName },
): Ask[] {
  return servers.map(({ address, path }) => async (signal): Promise<NetworkCheck[]> => {
    const about = { check: 'name-server', subject: address } as const;
    const code = await ask(address, name, signal).catch(codeOf);
    if (code === 'ok') return [{ ...about, result: 'passed' }];
    if (ANSWERS.includes(code)) return [{ ...about, result: 'passed', evidence: code }];
    const problem = error('preflight.name-server-silent', path, { server: address, reason: code });
    return [{ ...about, result: 'failed', problem }];
  });
}

function codeOf(cause: unknown): string {
  if (cause instanceof Error && 'code' in cause) return String(cause.code);
  throw cause;
}
