import type { Container } from '../docker/docker.ts';
import type { Here } from '../ipam/here.ts';
import { networkName } from '../ipam/here.ts';
import { asName, type Name } from './name.ts';

/** What is to be written of this node's names, and what is other nodes' already. */
export type NamesPlan = {
  readonly put: readonly Name[];
  readonly remove: readonly Name[];
  /** Names that this node's containers have, and somebody else had first. */
  readonly taken: readonly string[];
};

/** The names of this node: its own, and those of the containers that run in its network. */
export function ownNames(here: Here, containers: readonly Container[]): Name[] {
  const network = networkName(here);
  const found = [
    { text: here.host, address: here.own.address },
    ...containers.map(({ name, networks }) => ({ text: name, address: networks[network] ?? '' })),
  ];
  const names = found.flatMap(({ text, address }): Name[] => {
    const name = asName(text);
    return name !== undefined && address !== '' ? [{ name, address, node: here.node }] : [];
  });
  return names.filter(({ name }, index) => names.findIndex((other) => other.name === name) === index);
}

/**
 * What has to be done so that etcd has the names of this node, its former ones not. Who had a name first
 * keeps it, but a host has its own name before every container: one that took it loses it.
 * @param isHost whether an address is a host's
 */
export function planNames(
  own: readonly Name[],
  stored: readonly Name[],
  here: Here,
  isHost: (address: string) => boolean,
): NamesPlan {
  const former = (one: Name) => one.node === here.node && !own.some(({ name }) => name === one.name);
  const mine = own.map((wanted) => {
    const there = stored.find(({ name }) => name === wanted.name);
    const isFree = !there || there.node === here.node || (isHost(wanted.address) && !isHost(there.address));
    return { wanted, isFree, isSame: there?.node === here.node && there.address === wanted.address };
  });
  return {
    put: mine.flatMap(({ wanted, isFree, isSame }) => (isFree && !isSame ? [wanted] : [])),
    remove: stored.filter(former),
    taken: mine.flatMap(({ wanted, isFree }) => (isFree ? [] : [wanted.name])),
  };
}
