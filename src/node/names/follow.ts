import type { Machine } from '../../machine.ts';
import type { Pause } from '../../pause.ts';
import { listContainers } from '../docker/docker.ts';
import { DockerFailure, type DockerSocket } from '../docker/socket.ts';
import { type Etcd, EtcdFailure } from '../etcd/client.ts';
import type { Here } from '../ipam/here.ts';
import { type Note, writeNote } from '../note.ts';
import { DOMAIN, hostsFile, type Name } from './name.ts';
import { ownNames } from './plan.ts';
import { type Registered, registerNames } from './register.ts';

/** What dnsmasq of the node reads. */
export const HOSTS_FILE = '/run/csphere/names.hosts';

export type NamesParts = {
  readonly machine: Machine;
  readonly etcd: Etcd;
  readonly docker: DockerSocket;
  readonly here: Here;
  readonly pause: Pause;
  readonly signal: AbortSignal;
};

/** Seconds between two looks: how old a name may be. */
const EVERY = 2;
/** Seconds that names of containers outlive their node. */
const LEASE = 60;

/** Keeps the names of this node in etcd and everybody's in dnsmasq, until the signal. */
export async function followNames(parts: NamesParts): Promise<void> {
  const { machine, etcd, pause, signal } = parts;
  let lease: string | undefined;
  while (!signal.aborted) {
    try {
      if (lease === undefined || (await etcd.keepAlive(lease)) === 0) lease = await etcd.grant(LEASE);
      await lookOnce(parts, lease);
    } catch (cause) {
      if (!(cause instanceof EtcdFailure)) throw cause;
      // The names that are known stay: they are still right for most.
      await writeNote(machine, 'names', { state: 'waiting', text: cause.message, do: REMEDY });
    }
    await pause(EVERY, signal);
  }
  if (lease !== undefined) await etcd.revoke(lease).catch(() => {});
}

const REMEDY = 'systemctl status csphere-etcd2-agent';

async function lookOnce({ machine, etcd, docker, here }: NamesParts, lease: string): Promise<void> {
  const registered = await registerNames(etcd, here, await namesOf(docker, here), lease);
  const content = hostsFile(registered.names);
  if ((await machine.readText(HOSTS_FILE)) !== content) {
    await machine.writeFile(HOSTS_FILE, content, 0o644);
    // Where it does not run, it reads the file when it starts.
    const kill = ['systemctl', 'kill', '--kill-whom=main', '--signal=HUP', 'csphere-skydns.service'] as const;
    await machine.run(kill).catch(() => {});
  }
  await writeNote(machine, 'names', noteOf(registered));
}

/** While docker does not answer, it runs no container either, or is being started. */
async function namesOf(docker: DockerSocket, here: Here): Promise<Name[]> {
  try {
    return ownNames(here, await listContainers(docker));
  } catch (cause) {
    if (!(cause instanceof DockerFailure)) throw cause;
    return ownNames(here, []);
  }
}

function noteOf({ names, taken }: Registered): Note {
  if (taken.length === 0) return { state: 'ok', text: `${names.length} names in ${DOMAIN}` };
  const text = `another node's container has the name of this one's: ${taken.join(', ')}`;
  return { state: 'waiting', text, do: 'docker rename' };
}
