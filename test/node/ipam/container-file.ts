import { readFileSync } from 'node:fs';

/** As docker 26.1 writes it: a container in the network br0, which had an address, or asks for one. */
export function containerFile(id: string, had: string, IPAMConfig: object | null = null, network = 'br0') {
  const text = readFileSync(new URL('config.v2.json', import.meta.url), 'utf8');
  const file = JSON.parse(text);
  file.ID = id;
  file.Name = `/name-of-${id}`;
  file.NetworkSettings.Networks = {
    [network]: { ...file.NetworkSettings.Networks.br0, IPAMConfig, IPAddress: had },
  };
  return { path: `/var/lib/docker/containers/${id}/config.v2.json`, text: JSON.stringify(file) };
}
