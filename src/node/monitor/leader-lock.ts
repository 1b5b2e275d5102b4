import { z } from 'zod';
import type { Etcd, KeyValue } from '../etcd/client.ts';
import { jsonOf } from '../etcd/json.ts';

/** Who of the controllers leads, in the controllers' etcd: `{"address": "10.0.0.1"}` on the leader's lease. */
export const LEADER_KEY = '/csphere/monitor/leader';
/** Seconds after which etcd takes the lock from a leader that says nothing more. */
export const LEASE_SECONDS = 5;

export type LockSeen = {
  /** Address of the leader. */
  readonly leader: string | undefined;
  /** On this machine's monotonic clock: until then nobody else can have the lock. Only where this one leads. */
  readonly validUntil?: number;
};

const value = z.object({ address: z.string() });

/**
 * A lock that one controller has at a time: a key that hangs on a lease. A confirmed lock counts from when the renewal
 * was sent, and is confirmed by a read that a majority answers: a leader of etcd that was cut off from the others goes
 * on renewing leases for a moment.
 */
export class LeaderLock {
  readonly #etcd: Etcd;
  readonly #own: string;
  readonly #now: () => number;
  #lease: string | undefined;

  /** @param now seconds of a clock that nobody sets */
  constructor(etcd: Etcd, own: string, now: () => number) {
    this.#etcd = etcd;
    this.#own = own;
    this.#now = now;
  }

  /** Takes the lock where it is free, keeps it where it is this one's. @throws EtcdFailure where nobody can tell. */
  async hold(): Promise<LockSeen> {
    const seen = await this.#renew();
    if (seen.leader !== undefined) return seen;
    this.#lease ??= await this.#etcd.grant(LEASE_SECONDS);
    await this.#etcd.change(
      [{ key: LEADER_KEY, version: 0 }],
      [{ put: LEADER_KEY, value: JSON.stringify({ address: this.#own }), lease: this.#lease }],
    );
    return this.#renew();
  }

  /** Who leads. */
  async look(): Promise<LockSeen> {
    return { leader: leaderOf(await this.#etcd.get(LEADER_KEY)) };
  }

  /** Gives the lock up at once, if this one has it. */
  async release(): Promise<void> {
    const lease = this.#lease ?? this.#leaseOf(await this.#etcd.get(LEADER_KEY));
    this.#lease = undefined;
    if (lease !== undefined) await this.#etcd.revoke(lease);
  }

  async #renew(): Promise<LockSeen> {
    const sent = this.#now();
    const lease = this.#lease;
    const isKept = lease !== undefined && (await this.#etcd.keepAlive(lease)) > 0;
    if (!isKept) this.#lease = undefined;
    const found = await this.#etcd.get(LEADER_KEY);
    const leader = leaderOf(found);
    if (leader !== this.#own) return { leader };
    // What a killed monitor of this controller left is this one's, confirmed by its own next renewal.
    this.#lease = this.#leaseOf(found);
    return isKept && this.#lease === lease ? { leader, validUntil: sent + LEASE_SECONDS } : { leader };
  }

  #leaseOf(found: KeyValue | undefined): string | undefined {
    return leaderOf(found) === this.#own ? found?.lease : undefined;
  }
}

function leaderOf(found: KeyValue | undefined): string | undefined {
  return found && (value.safeParse(jsonOf(found.value)).data?.address ?? found.value);
}
