import { expect, test } from 'vitest';
import type { Etcd, KeyValue } from '../../../src/node/etcd/client.ts';
import { LEADER_KEY, LeaderLock } from '../../../src/node/monitor/leader-lock.ts';

/** One key of etcd with its transaction, in memory; leases never end. */
function memory(): { readonly etcd: Etcd; found: KeyValue | undefined } {
  let leases = 0;
  const store: { etcd: Etcd; found: KeyValue | undefined } = {
    found: undefined,
    etcd: {
      get: async () => store.found,
      list: async () => [],
      change: async (conditions, changes) => {
        const version = store.found?.version ?? 0;
        if (conditions.some((one) => !('version' in one) || one.version !== version)) return false;
        for (const one of changes)
          if ('put' in one)
            store.found = {
              key: one.put,
              value: one.value,
              version: version + 1,
              mod_revision: version + 1,
              ...(one.lease === undefined ? {} : { lease: one.lease }),
            };
        return true;
      },
      grant: async () => String(++leases),
      keepAlive: async () => 5,
      revoke: async () => {},
      members: async () => [],
      addMember: async () => {},
      removeMember: async () => {},
    },
  };
  return store;
}

test('of two controllers that find the lock free at the same moment, one gets it', async () => {
  const store = memory();
  const first = new LeaderLock(store.etcd, '10.0.0.1', () => 0);
  let isFirstLook = true;
  const late: Etcd = {
    ...store.etcd,
    // What it saw is old by the time it acts.
    get: async (key) => {
      if (!isFirstLook) return store.etcd.get(key);
      isFirstLook = false;
      await first.hold();
      return undefined;
    },
  };
  const second = new LeaderLock(late, '10.0.0.2', () => 0);
  expect(await second.hold()).toEqual({ leader: '10.0.0.1' });
  expect(await first.hold()).toEqual({ leader: '10.0.0.1', validUntil: 5 });
  expect(store.found?.key).toBe(LEADER_KEY);
});
