import type { Container } from '../docker/docker.ts';
import type { Entry, Holder } from './pool.ts';

/** What is to become of an address: other words about it, or free. */
export type Settled = { readonly ip: string; readonly holder: Holder | undefined };

/**
 * What docker's list of containers says about the addresses of this node: whose they are, and which are
 * free because their container is gone, has left the network, or has another address. An address that no
 * container has yet is being given to one and stays as it is.
 */
export function settle(
  entries: readonly Entry[],
  containers: readonly Container[],
  network: string,
  now: Date,
): Settled[] {
  return entries.flatMap((entry) => {
    const holder = settled(entry, containers, network, now);
    return holder === entry ? [] : [{ ip: entry.ip, holder }];
  });
}

function settled(
  entry: Entry,
  containers: readonly Container[],
  network: string,
  now: Date,
): Holder | undefined {
  const user = containers.find(({ networks }) => networks[network] === entry.ip);
  if (user) {
    const isSame = entry.container === user.id && entry.name === user.name && entry.released === undefined;
    return isSame ? entry : { ...entry, container: user.id, name: user.name, released: undefined };
  }
  if (entry.container === undefined) return entry;
  const own = containers.find(({ id }) => id === entry.container);
  if (own?.networks[network] !== '') return undefined;
  // Docker may have given it back while nobody listened.
  const isLeft = own.state === 'exited' && entry.released === undefined;
  return isLeft ? { ...entry, released: now.toISOString() } : entry;
}

/** A container made so many milliseconds ago is likely the one that asks. */
const NEW = 60_000;
/** So long after its address was given back, a container is likely being restarted. */
const RESTART = 30_000;

/**
 * Kept addresses of which the first is likely that of the container which asks now: docker does not say who
 * asks. A wrong guess gives a container another free address, never one that is in use.
 */
export function returning(
  kept: readonly Entry[],
  containers: readonly Container[],
  network: string,
  now: Date,
): string[] {
  const isNew = (one: Container) =>
    one.networks[network] === '' &&
    now.getTime() - one.created.getTime() < NEW &&
    !kept.some(({ container }) => container === one.id);
  if (containers.some(isNew)) return [];
  const stateOf = (entry: Entry) => containers.find(({ id }) => id === entry.container)?.state;
  const stopped = kept.filter((entry) => !['running', 'paused', undefined].includes(stateOf(entry)));
  const byTime = stopped.toSorted((a, b) => (a.released ?? '').localeCompare(b.released ?? ''));
  const restarting = byTime.filter((entry) => stateOf(entry) === 'restarting');
  if (restarting.length > 0) return restarting.map(({ ip }) => ip);
  const [last] = byTime.toReversed();
  const isRecent = last && now.getTime() - Date.parse(last.released ?? '') < RESTART;
  return last && (isRecent || byTime.length === 1) ? [last.ip] : [];
}
