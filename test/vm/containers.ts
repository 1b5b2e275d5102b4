import { imageOf } from './container-image.ts';
import type { Node } from './node.ts';

/** Programs that a container of the tests can run. */
const PROGRAMS = ['sleep', 'ping', 'getent', 'dd'];

/** Makes the image on one node, and brings it to the registry. */
export async function pushImage(node: Node, image: string): Promise<void> {
  await node.sh(`${imageOf(image, PROGRAMS)} && docker push ${image}`);
}

/** A container that starts with its node; `network`: docker's, by the node's mode. @returns what docker said */
export function startContainer(
  node: Node,
  name: string,
  image: string,
  network: 'br0' | 'ipvlan' = 'br0',
): Promise<string> {
  const options = `--detach --name ${name} --network ${network} --restart always`;
  return node.sh(`docker run ${options} ${image} sleep infinity`);
}

export async function isRunning(node: Node, name: string, seconds: number): Promise<void> {
  await node.until(`docker ps --format '{{ .Names }}' | grep -x ${name}`, seconds);
}

export function addressOf(node: Node, name: string): Promise<string> {
  return node.sh(
    `docker inspect --format '{{ range .NetworkSettings.Networks }}{{ .IPAddress }}{{ end }}' ${name}`,
  );
}

/** @throws when a container does not reach an address. */
export async function reaches(node: Node, name: string, address: string): Promise<void> {
  await node.sh(`docker exec ${name} ping -n -c 3 -W 20 ${address} >/dev/null`);
}

/** What a container that may hold 10 MB says when it writes 20. */
export function fillQuota(node: Node, image: string): Promise<string> {
  const fill = 'dd if=/dev/zero of=/file bs=1M count=20';
  return node.sh(`docker run --rm --network none --storage-opt size=10M ${image} ${fill} 2>&1 || true`);
}
