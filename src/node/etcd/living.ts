import { z } from 'zod';
import { HttpFailure, type Machine } from '../../machine.ts';
import { type Etcd, EtcdFailure, etcdAt, type Member } from './client.ts';
import { jsonOf } from './json.ts';
import { clientUrl, peerUrl } from './urls.ts';

/** A cluster that works, by the word of one of its members. */
export type Living = { readonly members: readonly Member[]; readonly etcd: Etcd };

/** Seconds for one question: in a network of one room silence is told soon. */
const SECONDS = 4;

/**
 * Asks these addresses for a cluster that works: one of its members answers, and has a majority behind it. The
 * member list alone would not tell: etcd 3.4 answers it cut off from the others too.
 */
export async function livingAt(
  machine: Pick<Machine, 'request'>,
  addresses: readonly string[],
): Promise<Living | undefined> {
  const ask = async (address: string): Promise<Living> => {
    const etcd = etcdAt(machine, [clientUrl(address)], { deadline: SECONDS });
    await etcd.get('/csphere/');
    return { members: await etcd.members(), etcd };
  };
  try {
    return await Promise.any(addresses.map(ask));
  } catch (cause) {
    const all: unknown[] = cause instanceof AggregateError ? cause.errors : [cause];
    const bug = all.find((one) => !(one instanceof EtcdFailure));
    if (bug) throw bug;
    return undefined;
  }
}

const known = z.array(z.object({ peerURLs: z.array(z.string()), clientURLs: z.array(z.string()).nullish() }));

/**
 * Whether an etcd at one of these addresses knows `address` as a member that was up. Members tell it each other
 * without a majority (`/members` of the peers' port, which etcd itself asks before it begins a cluster).
 */
export async function wasMemberOf(
  machine: Pick<Machine, 'request'>,
  addresses: readonly string[],
  address: string,
): Promise<boolean> {
  const ask = async (other: string) => {
    const request = { url: `${peerUrl(other)}/members`, deadlineSeconds: SECONDS, maxBytes: 1 << 20 };
    const { body } = await machine.request(request);
    const list = known.safeParse(jsonOf(body.toString('utf8'))).data ?? [];
    return list.some(({ peerURLs, clientURLs }) => peerURLs.includes(peerUrl(address)) && clientURLs?.length);
  };
  const answers = await Promise.all(
    addresses.map((other) =>
      ask(other).catch((cause: unknown) => {
        if (!(cause instanceof HttpFailure)) throw cause;
        return false;
      }),
    ),
  );
  return answers.includes(true);
}

/** The member at an address, started or not. */
export function memberAt(members: readonly Member[], address: string): Member | undefined {
  return members.find(({ peer_urls }) => peer_urls.includes(peerUrl(address)));
}

/** A member has clients' URLs as soon as it was up once. */
export function wasUp({ client_urls }: Member): boolean {
  return client_urls.length > 0;
}
