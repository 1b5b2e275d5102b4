import type { Machine } from '../../machine.ts';
import type { Pause } from '../../pause.ts';
import { DockerFailure, type DockerSocket } from '../docker/socket.ts';
import type { Etcd } from '../etcd/client.ts';
import { writeNote } from '../note.ts';
import { patiently } from '../patience.ts';
import type { Asked } from './arguments.ts';
import { reconcileNode } from './before-docker.ts';
import { answeredRanges, setPoolOnce } from './first-pool.ts';
import type { Here } from './here.ts';
import { makeNetwork, waitForDocker } from './networks.ts';
import { PoolFailure } from './pool-failure.ts';
import { poolNote } from './pool-note.ts';
import { addRange, removeRange } from './ranges.ts';
import { readEntries, readPool } from './read-pool.ts';
import { retryContainers } from './retry.ts';
import { showAddresses, showRanges } from './show.ts';

export type CommandParts = {
  readonly machine: Machine;
  readonly etcd: Etcd;
  readonly docker: DockerSocket;
  readonly here: Here;
  readonly pause: Pause;
};

/** Carries out what is no server. @returns the lines to print. @throws NodeFailure, EtcdFailure */
export async function runCommand(asked: Asked, parts: CommandParts): Promise<string[]> {
  const { etcd, here } = parts;
  switch (asked.name) {
    case 'add-range':
      return [await addRange(etcd, here, asked.range)];
    case 'remove-range':
      return [await removeRange(etcd, here, asked.range)];
    case 'list-ranges': {
      const pool = await readPool(etcd, here);
      return pool.ranges.length > 0 ? showRanges(pool) : [poolNote(pool, here).text];
    }
    case 'addresses':
      return showAddresses(await readEntries(etcd, here.network));
    case 'reconcile':
    case 'networks':
      if (await isDockerOfCos(parts.machine)) return ['the docker of the payload makes its own networks'];
      return asked.name === 'reconcile' ? beforeDocker(parts) : afterDocker(parts);
    case 'retry':
      return retried(parts);
    default:
      return [];
  }
}

/** Before docker: waits for etcd as long as its unit lets it, for without it no container gets an address. */
async function beforeDocker({ machine, etcd, here, pause }: CommandParts): Promise<string[]> {
  const work = async () => {
    const said = await firstPool(machine, etcd, here);
    return [...said, ...(await reconcileNode(machine, etcd, here, new Date()))];
  };
  const waiting = async (cause: unknown) => {
    const text = `docker waits for etcd: ${cause instanceof Error ? cause.message : String(cause)}`;
    await writeNote(machine, 'docker', {
      state: 'waiting',
      text,
      do: 'systemctl status csphere-etcd2-agent',
    });
  };
  const said = await patiently(work, Number.POSITIVE_INFINITY, pause, waiting);
  await writeNote(machine, 'docker', { state: 'ok', text: 'addresses of containers are ready' });
  return said;
}

/** A pool of the answers that breaks a rule keeps nobody from starting: a person adds another one. */
async function firstPool(machine: Machine, etcd: Etcd, here: Here): Promise<string[]> {
  try {
    const isSet = await setPoolOnce(etcd, here, await answeredRanges(machine, here));
    await writeNote(machine, 'pool', poolNote(await readPool(etcd, here), here));
    return isSet ? ['the pool of the answers was set'] : [];
  } catch (cause) {
    if (!(cause instanceof PoolFailure)) throw cause;
    const { do: remedy } = poolNote({ ranges: [], entries: [], hosts: [] }, here);
    await writeNote(machine, 'pool', { state: 'failed', text: cause.message, do: remedy });
    return [cause.message];
  }
}

/** After docker. What keeps the network from being made is told in the node's status too. */
async function afterDocker({ machine, docker, here, pause }: CommandParts): Promise<string[]> {
  try {
    await waitForDocker(docker, pause);
    const note = await makeNetwork(machine, docker, here);
    await writeNote(machine, 'networks', note);
    return [note.text, ...(await retryContainers(docker, here, pause))];
  } catch (cause) {
    if (!(cause instanceof DockerFailure)) throw cause;
    await writeNote(machine, 'networks', { state: 'failed', text: cause.message, do: 'net-plugin networks' });
    throw cause;
  }
}

async function retried({ docker, here, pause }: CommandParts): Promise<string[]> {
  const said = await retryContainers(docker, here, pause);
  return said.length > 0 ? said : ['docker gave up no container of this network'];
}

/** A docker of the payload that knows COS has its own networks and keeps its own addresses. */
async function isDockerOfCos(machine: Machine): Promise<boolean> {
  const text = await machine.readText('/etc/csphere/csphere-docker-agent.env');
  return /^DOCKER_START_OPTS="?daemon\b/m.test(text ?? '');
}
