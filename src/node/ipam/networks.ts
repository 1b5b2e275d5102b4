import type { Machine } from '../../machine.ts';
import type { Pause } from '../../pause.ts';
import { findNetwork, listContainers, order } from '../docker/docker.ts';
import { DockerFailure, type DockerSocket } from '../docker/socket.ts';
import type { Note } from '../note.ts';
import { differences, wantedNetwork } from './docker-network.ts';
import type { Here } from './here.ts';
import { bringBack, takeOut } from './places.ts';

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
 * Makes docker's network of the containers where it is absent, or other than it should be (another gateway
 * in the answers): its containers are taken out for that moment and come back with their addresses.
 * @returns how it stands, for the node's status.
 */
export async function makeNetwork(machine: Machine, docker: DockerSocket, here: Here): Promise<Note> {
  const wanted = wantedNetwork(here, await mtuOf(machine, here.device));
  const { Name: name } = wanted;
  const found = await findNetwork(docker, name);
  const isRight = found && differences(found, wanted).length === 0;
  if (found && !isRight) {
    await takeOut(machine, docker, name, await membersOf(docker, name));
    await order(docker, 'DELETE', `/networks/${name}`);
  }
  if (!isRight) await order(docker, 'POST', '/networks/create', wanted);
  const said = await bringBack(machine, docker, name);
  if (said.length > 0) return { state: 'failed', text: said.join('; '), do: 'net-plugin networks' };
  const [config] = wanted.IPAM.Config;
  return { state: 'ok', text: `docker network ${name}: ${config?.Subnet} by ${config?.Gateway}` };
}

/** Ids of the containers in a network, running or not. */
async function membersOf(docker: DockerSocket, network: string): Promise<string[]> {
  const containers = await listContainers(docker);
  return containers.filter(({ networks }) => networks[network] !== undefined).map(({ id }) => id);
}

async function mtuOf(machine: Machine, device: string): Promise<number> {
  const text = await machine.readText(`/sys/class/net/${device}/mtu`);
  return Number(text?.trim() || 1500);
}
