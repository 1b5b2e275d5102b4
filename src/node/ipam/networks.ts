import type { Machine } from '../../machine.ts';
import type { Pause } from '../../pause.ts';
import { findNetwork, listContainers, order } from '../docker/docker.ts';
import { DockerFailure, type DockerSocket } from '../docker/socket.ts';
import type { Note } from '../note.ts';
import { differences, type WantedNetwork, wantedNetwork } from './docker-network.ts';
import type { Here } from './here.ts';

/** Seconds that dockerd may take to listen. */
const START = 120;

/** Waits until docker answers. @throws DockerFailure after two minutes */
export async function waitForDocker(docker: DockerSocket, pause: Pause): Promise<void> {
  for (let waited = 0; ; waited++) {
    try {
      if ((await docker.ask('GET', '/_ping')).status === 200) return;
    } catch (cause) {
      if (!(cause instanceof DockerFailure) || waited >= START) throw cause;
    }
    await pause(1);
  }
}

/**
 * Makes docker's network of the containers where it is absent, or other than it should be and empty.
 * @returns how it stands, for the node's status.
 */
export async function makeNetwork(machine: Machine, docker: DockerSocket, here: Here): Promise<Note> {
  const wanted = wantedNetwork(here, await mtuOf(machine, here.device));
  const { Name: name } = wanted;
  const found = await findNetwork(docker, name);
  const wrong = found ? differences(found, wanted) : [];
  if (found && wrong.length > 0) {
    const members = await membersOf(docker, name);
    if (members.length > 0) return inTheWay(wanted, wrong, members);
    await order(docker, 'DELETE', `/networks/${name}`);
  }
  if (!found || wrong.length > 0) await order(docker, 'POST', '/networks/create', wanted);
  const [config] = wanted.IPAM.Config;
  return { state: 'ok', text: `docker network ${name}: ${config?.Subnet} by ${config?.Gateway}` };
}

/** Containers that run or stand still in a network: docker knows it by its id in them. */
async function membersOf(docker: DockerSocket, network: string): Promise<string[]> {
  const containers = await listContainers(docker);
  return containers.filter(({ networks }) => networks[network] !== undefined).map(({ name }) => name);
}

function inTheWay({ Name }: WantedNetwork, wrong: readonly string[], members: readonly string[]): Note {
  const text = `docker network ${Name} has ${wrong.join(', ')}; remove its containers first: ${members.join(', ')}`;
  return { state: 'failed', text, do: 'net-plugin networks' };
}

async function mtuOf(machine: Machine, device: string): Promise<number> {
  const text = await machine.readText(`/sys/class/net/${device}/mtu`);
  return Number(text?.trim() || 1500);
}
