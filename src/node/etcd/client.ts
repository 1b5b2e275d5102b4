import type { z } from 'zod';
import type { Machine } from '../../machine.ts';
import { EtcdFailure, NOT_FOUND } from './failure.ts';
import { type Gateway, post } from './gateway.ts';
import {
  anyReply,
  base64,
  endOfPrefix,
  grantReply,
  keepAliveReply,
  membersReply,
  rangeReply,
  txnReply,
} from './wire.ts';

export { EtcdFailure } from './failure.ts';

export type KeyValue = {
  readonly key: string;
  readonly value: string;
  /** How often it was written since it is there. */
  readonly version: number;
  /** The store's revision that it was last written in. */
  readonly mod_revision: number;
  readonly lease?: string;
};
/** What must be so; version 0: the key is absent. */
export type Compare =
  | { readonly key: string; readonly version: number }
  | { readonly key: string; readonly mod_revision: number };
export type Change =
  | { readonly put: string; readonly value: string; readonly lease?: string }
  | { readonly delete: string };

/** A member; without a name where it was added and has not started yet. */
export type Member = {
  readonly id: string;
  readonly name: string;
  readonly peer_urls: readonly string[];
  readonly client_urls: readonly string[];
};

/**
 * etcd v3. Reads are linearizable: what one reads, a majority has. Every function throws EtcdFailure.
 * For changes there is no watch: a `list` per second or two costs less than a stream that has to be kept alive.
 */
export interface Etcd {
  get(key: string): Promise<KeyValue | undefined>;
  /** All keys that begin so, by key. */
  list(prefix: string): Promise<KeyValue[]>;
  /**
   * Makes all changes if all of `conditions` hold. @returns whether they did.
   * After an EtcdFailure of the kind `unknown` it may have been made: look before it is tried again.
   */
  change(conditions: readonly Compare[], changes: readonly Change[]): Promise<boolean>;
  /** A lease of so many seconds. @returns its id. */
  grant(seconds: number): Promise<string>;
  /** @returns the seconds that the lease has from now; 0: it is gone. */
  keepAlive(lease: string): Promise<number>;
  /** Ends a lease, and the keys that hang on it. One that is gone is no error. */
  revoke(lease: string): Promise<void>;
  members(): Promise<Member[]>;
  /** `http://10.0.0.1:2380` of the one that will come. */
  addMember(peerUrls: readonly string[]): Promise<void>;
  /** One that is gone is no error. */
  removeMember(id: string): Promise<void>;
}

export type EtcdOptions = {
  /** Seconds for one question to one server; 10 unless given. */
  readonly deadline?: number;
  readonly signal?: AbortSignal;
};

/** etcd at these URLs (`http://127.0.0.1:2379`), of which the first that answers is used. */
export function etcdAt(
  machine: Pick<Machine, 'request'>,
  urls: readonly string[],
  { deadline = 10, signal }: EtcdOptions = {},
): Etcd {
  const gateway: Gateway = { machine, urls, deadlineSeconds: deadline, signal };
  const read = <T>(path: string, body: object, reply: z.ZodType<T>) =>
    post(gateway, { path, body, reply, isRepeatable: true });
  const write = <T>(path: string, body: object, reply: z.ZodType<T>) =>
    post(gateway, { path, body, reply, isRepeatable: false });
  return {
    get: async (key) => (await read('kv/range', { key: base64(key) }, rangeReply)).kvs[0],
    list: async (prefix) =>
      (await read('kv/range', { key: base64(prefix), range_end: endOfPrefix(prefix) }, rangeReply)).kvs,
    change: async (conditions, changes) =>
      (await write('kv/txn', { compare: conditions.map(compare), success: changes.map(operation) }, txnReply))
        .succeeded,
    grant: async (seconds) => (await write('lease/grant', { TTL: String(seconds) }, grantReply)).ID,
    keepAlive: async (lease) => (await read('lease/keepalive', { ID: lease }, keepAliveReply)).result.TTL,
    revoke: (lease) => unlessGone(read('lease/revoke', { ID: lease }, anyReply)),
    members: async () => (await read('cluster/member/list', {}, membersReply)).members,
    addMember: async (peerUrls) => {
      await write('cluster/member/add', { peerURLs: peerUrls }, anyReply);
    },
    removeMember: (id) => unlessGone(write('cluster/member/remove', { ID: id }, anyReply)),
  };
}

function compare(one: Compare): object {
  const key = base64(one.key);
  return 'version' in one
    ? { key, target: 'VERSION', result: 'EQUAL', version: String(one.version) }
    : { key, target: 'MOD', result: 'EQUAL', mod_revision: String(one.mod_revision) };
}

function operation(one: Change): object {
  if ('delete' in one) return { request_delete_range: { key: base64(one.delete) } };
  const { put, value, lease } = one;
  return {
    request_put: { key: base64(put), value: base64(value), ...(lease === undefined ? {} : { lease }) },
  };
}

async function unlessGone(done: Promise<unknown>): Promise<void> {
  await done.catch((cause: unknown) => {
    if (!(cause instanceof EtcdFailure) || cause.code !== NOT_FOUND) throw cause;
  });
}
