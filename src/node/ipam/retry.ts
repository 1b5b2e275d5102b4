import type { Pause } from '../../pause.ts';
import { type Inspected, inspectContainer, listContainers, order } from '../docker/docker.ts';
import { DockerFailure, type DockerSocket } from '../docker/socket.ts';
import { type Here, networkName } from './here.ts';

/** How often a container is tried, and seconds between. */
const TRIES = 5;
const BETWEEN = 5;

/** Docker tries a container that cannot be started once only, whatever its restart policy. */
const ALWAYS = ['always', 'unless-stopped'];

/**
 * Starts the containers of the node's network that docker should have started and gave up, as it does when
 * an address could not be had at that moment. One that a person stopped has no error and stays so.
 * @returns a sentence for each.
 */
export async function retryContainers(docker: DockerSocket, here: Here, pause: Pause): Promise<string[]> {
  const said: string[] = [];
  let left = await givenUp(docker, here);
  for (let tries = 1; left.length > 0; tries++) {
    const failed: Inspected[] = [];
    for (const one of left) {
      const failure = await startFailure(docker, one.Id);
      if (failure === undefined) said.push(`${nameOf(one)} was started`);
      else if (tries === TRIES) said.push(`${nameOf(one)} does not start: ${failure}`);
      else failed.push(one);
    }
    left = failed;
    if (left.length > 0) await pause(BETWEEN);
  }
  return said;
}

async function givenUp(docker: DockerSocket, here: Here): Promise<Inspected[]> {
  const network = networkName(here);
  const still = (await listContainers(docker)).filter(
    ({ state, networks }) => ['created', 'exited'].includes(state) && networks[network] !== undefined,
  );
  const inspected = await Promise.all(still.map(({ id }) => inspectContainer(docker, id)));
  return inspected.filter((one) => one !== undefined).filter(isGivenUp);
}

function isGivenUp({ State, HostConfig }: Inspected): boolean {
  const isOff = !State.Running && !State.Restarting && State.Error !== '';
  return isOff && ALWAYS.includes(HostConfig.RestartPolicy.Name);
}

async function startFailure(docker: DockerSocket, id: string): Promise<string | undefined> {
  try {
    await order(docker, 'POST', `/containers/${id}/start`);
    return undefined;
  } catch (cause) {
    if (cause instanceof DockerFailure) return cause.message;
    throw cause;
  }
}

function nameOf({ Name }: Inspected): string {
  return Name.replace(/^\//, '');
}
