import { z } from 'zod';
import type { Machine } from '../../machine.ts';
import { type Endpoint, endpointOf, order } from '../docker/docker.ts';
import { DockerFailure, type DockerSocket } from '../docker/socket.ts';

/** Where the containers of a network that is being made anew are noted: a power cut may come between. */
const PATH = '/var/lib/cos/network-places.json';

const noted = z.record(z.string(), z.looseObject({}));
/** The endpoints of containers, by their ids, as docker is asked to make them again. */
export type Places = Readonly<Record<string, Endpoint>>;

/** Who has still to be brought back; a damaged note counts as none. */
export async function readPlaces(machine: Pick<Machine, 'readText'>): Promise<Places> {
  try {
    return noted.parse(JSON.parse((await machine.readText(PATH)) ?? '{}'));
  } catch {
    return {};
  }
}

/** Takes containers out of a network, running or not; their places are noted before. */
export async function takeOut(
  machine: Machine,
  docker: DockerSocket,
  network: string,
  ids: readonly string[],
): Promise<void> {
  const places: Record<string, Endpoint> = { ...(await readPlaces(machine)) };
  for (const id of ids) {
    const endpoint = await endpointOf(docker, id, network);
    if (endpoint) places[id] = endpoint;
  }
  await writePlaces(machine, places);
  for (const id of ids)
    await order(docker, 'POST', `/networks/${network}/disconnect`, { Container: id, Force: true });
}

/**
 * Brings noted containers back, each with the address that it had. @returns what docker says of those that it
 * does not take: they stay noted.
 */
export async function bringBack(machine: Machine, docker: DockerSocket, network: string): Promise<string[]> {
  const places = await readPlaces(machine);
  const left: Record<string, Endpoint> = {};
  const said: string[] = [];
  for (const [Container, EndpointConfig] of Object.entries(places)) {
    try {
      await order(docker, 'POST', `/networks/${network}/connect`, { Container, EndpointConfig });
    } catch (cause) {
      if (!(cause instanceof DockerFailure)) throw cause;
      if (!(await isMissing(docker, Container, network))) continue;
      left[Container] = EndpointConfig;
      said.push(`${Container.slice(0, 12)}: ${cause.message}`);
    }
  }
  if (Object.keys(places).length > 0) await writePlaces(machine, left);
  return said;
}

/** Whether a container is there, and not in the network. */
async function isMissing(docker: DockerSocket, id: string, network: string): Promise<boolean> {
  const { status } = await docker.ask('GET', `/containers/${id}/json`);
  return status !== 404 && (await endpointOf(docker, id, network)) === undefined;
}

async function writePlaces(machine: Machine, places: Places): Promise<void> {
  await machine.writeFile(PATH, `${JSON.stringify(places, null, 2)}\n`, 0o600);
}
