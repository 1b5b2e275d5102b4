import type { Machine } from '../../machine.ts';
import type { Pause } from '../../pause.ts';
import { listContainers } from '../docker/docker.ts';
import { followDocker } from '../docker/follow.ts';
import { DockerFailure, type DockerSocket } from '../docker/socket.ts';
import { type Etcd, EtcdFailure } from '../etcd/client.ts';
import { NodeFailure } from '../failure.ts';
import { writeNote } from '../note.ts';
import { notifyReady } from '../notify-ready.ts';
import { patiently } from '../patience.ts';
import { allocate, changeEntry, release } from './allocate.ts';
import { type Addresses, answerDriver } from './driver.ts';
import { type Here, networkName } from './here.ts';
import { readKept } from './kept-addresses.ts';
import { servePlugin } from './plugin-server.ts';
import { poolNote } from './pool-note.ts';
import { readEntries, readPool } from './read-pool.ts';
import { returning, settle } from './settle.ts';

/** What the driver works with. */
export type ServerParts = {
  readonly machine: Machine;
  readonly etcd: Etcd;
  readonly docker: DockerSocket;
  readonly here: Here;
  readonly pause: Pause;
};

/** Seconds in which etcd may be asked again: docker itself waits as long as it gets no answer, a person not. */
const PATIENCE = 20;
/** Seconds that docker's list of containers may take while docker waits for an address. */
const QUICK = 2;

/** Serves docker until the signal comes, and keeps the pool's entries as docker says. */
export async function runServer(parts: ServerParts, socket: string, signal: AbortSignal): Promise<void> {
  const addresses = addressesOf(parts);
  const server = await servePlugin(socket, (method, body) =>
    answerDriver(method, body, parts.here, addresses),
  );
  await notifyReady(parts.machine);
  await followDocker(parts.docker, () => lookAtDocker(parts), { pause: parts.pause, signal });
  server.close();
  server.closeAllConnections();
}

/** The pool as docker uses it; one address is taken at a time. */
export function addressesOf(parts: ServerParts): Addresses {
  const { etcd, here, pause } = parts;
  let last: Promise<unknown> = Promise.resolve();
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const next = last.then(() => patiently(work, PATIENCE, pause)).catch(withAdvice);
    last = next.catch(() => {});
    return next;
  };
  return {
    take: (ip) => inTurn(async () => allocate(etcd, here, await wantedBy(parts, ip))),
    giveBack: (ip) => inTurn(() => release(etcd, here, ip, new Date())),
  };
}

function withAdvice(cause: unknown): never {
  if (!(cause instanceof EtcdFailure)) throw cause;
  throw new NodeFailure(`${cause.message}: systemctl status csphere-etcd2-agent`);
}

async function wantedBy(parts: ServerParts, ip: string | undefined) {
  if (ip === undefined) return { returning: await likelyReturning(parts) };
  const set = await readKept(parts.machine);
  return { ip, isReplaceable: Object.values(set).includes(ip) };
}

async function likelyReturning({ etcd, docker, here }: ServerParts): Promise<string[]> {
  const entries = await readEntries(etcd, here.network);
  const kept = entries.filter(({ node, released }) => node === here.node && released !== undefined);
  if (kept.length === 0) return [];
  // While docker itself starts, it answers nobody: then a free address is given.
  const containers = await listContainers(docker, QUICK).catch(() => []);
  return returning(kept, containers, networkName(here), new Date());
}

/** Brings the entries of this node up to what docker says. Tells its failures on standard error. */
async function lookAtDocker({ machine, etcd, docker, here, pause }: ServerParts): Promise<void> {
  const look = async () => {
    const entries = await readEntries(etcd, here.network);
    const own = entries.filter(({ node }) => node === here.node);
    const containers = await listContainers(docker);
    for (const { ip, holder } of settle(own, containers, networkName(here), new Date())) {
      const before = own.find((entry) => entry.ip === ip);
      await changeEntry(etcd, here, ip, (entry) =>
        entry.mod_revision === before?.mod_revision ? holder : entry,
      );
    }
    await writeNote(machine, 'pool', poolNote(await readPool(etcd, here), here));
  };
  await patiently(look, PATIENCE, pause).catch((cause: unknown) => {
    // It comes back, and is looked at then.
    if (cause instanceof DockerFailure) return;
    process.stderr.write(`net-plugin: ${cause instanceof Error ? cause.message : String(cause)}\n`);
  });
}
