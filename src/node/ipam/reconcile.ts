import type { ContainerFile } from './container-file.ts';
import type { Here } from './here.ts';
import type { KeptAddresses } from './kept-addresses.ts';
import type { Entry } from './pool.ts';
import type { Settled } from './settle.ts';

/** What is on the node before docker starts. */
export type Found = {
  readonly entries: readonly Entry[];
  readonly containers: readonly ContainerFile[];
  /** Ids of containers whose file is not understood: their addresses stay. */
  readonly unread: readonly string[];
  /** What the last start wrote into docker's files. */
  readonly kept: KeptAddresses;
};

/** What is to be done before docker starts. */
export type Reconciled = {
  /** Addresses that are freed, or are someone's from now on. */
  readonly settled: readonly Settled[];
  readonly kept: KeptAddresses;
  /** Docker's files with other addresses to ask for. */
  readonly files: readonly { readonly path: string; readonly content: string }[];
};

/**
 * Compares the addresses of this node in etcd with docker's own notes. Docker does not run, so no container
 * does: an address is kept for the container that had it, or it is leaked and freed. Containers ask for the
 * kept ones themselves, by the address in docker's file; one that a person set with --ip stays. Pure.
 */
export function reconcile({ entries, containers, unread, kept }: Found, here: Here, now: Date): Reconciled {
  const members = containers.filter(({ endpoint }) => endpoint !== undefined);
  const own = entries.filter(({ node, address }) => node === here.node || address === here.own.address);
  const owners = own.map((entry) => ({ entry, owner: ownerOf(entry, members, here) }));
  const settled = owners.flatMap(({ entry, owner }): Settled[] => {
    if (!owner) return isUnread(entry, unread, here) ? [] : [{ ip: entry.ip, holder: undefined }];
    const { id: container, name } = owner;
    const isSame = entry.container === container && entry.name === name && entry.released !== undefined;
    const released = entry.released ?? now.toISOString();
    return isSame ? [] : [{ ip: entry.ip, holder: { ...entry, container, name, released } }];
  });
  const asks = members.map((file) => {
    const ips = owners.filter(({ owner }) => owner === file).map(({ entry }) => entry.ip);
    return asking(file, ips, kept[file.id]);
  });
  return {
    settled,
    kept: Object.fromEntries(asks.flatMap(({ file, set }) => (set === undefined ? [] : [[file.id, set]]))),
    files: asks.flatMap(({ file, asked }) =>
      asked === file.endpoint?.asked ? [] : [{ path: file.path, content: file.asking(asked) }],
    ),
  };
}

function ownerOf(entry: Entry, members: readonly ContainerFile[], here: Here): ContainerFile | undefined {
  // An earlier installation of this machine had other containers.
  if (entry.node !== here.node) return undefined;
  return members.find(({ id, endpoint }) =>
    entry.container === undefined ? endpoint?.had === entry.ip : id === entry.container,
  );
}

function isUnread(entry: Entry, unread: readonly string[], here: Here): boolean {
  return entry.node === here.node && entry.container !== undefined && unread.includes(entry.container);
}

/** Which address a container asks for from now on, and whether that was set here. */
function asking(file: ContainerFile, ips: readonly string[], before: string | undefined) {
  const asked = file.endpoint?.asked;
  const isPersons = asked !== undefined && asked !== before;
  if (isPersons) return { file, asked, set: undefined };
  const had = ips.find((ip) => ip === file.endpoint?.had) ?? ips[0];
  return { file, asked: had, set: had };
}
