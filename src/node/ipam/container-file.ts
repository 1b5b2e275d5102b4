import { z } from 'zod';

/** Docker's own note of a container, `/var/lib/docker/containers/ID/config.v2.json`, as far as it is used here. */
const endpoint = z.looseObject({
  IPAMConfig: z.looseObject({ IPv4Address: z.string().optional() }).nullish(),
  IPAddress: z.string().optional(),
});
const file = z.looseObject({
  ID: z.string(),
  Name: z.string(),
  NetworkSettings: z.looseObject({ Networks: z.record(z.string(), endpoint.nullable()).nullable() }),
});

/** A container as docker wrote it down. */
export type ContainerFile = {
  readonly path: string;
  readonly id: string;
  readonly name: string;
  /** Of its endpoint in the network in question; undefined: it has none there. */
  readonly endpoint:
    | {
        /** The address that docker will ask for. */
        readonly asked: string | undefined;
        /** The address that it had when docker last wrote. */
        readonly had: string | undefined;
      }
    | undefined;
  /** The same file with another address to ask for (undefined: any). */
  readonly asking: (ip: string | undefined) => string;
};

/** Reads a file; undefined when its shape is another than that of docker 26. */
export function readContainerFile(path: string, text: string, network: string): ContainerFile | undefined {
  const read = file.safeParse(jsonOf(text));
  if (!read.success || !path.includes(`/${read.data.ID}/`)) return undefined;
  const { ID: id, Name, NetworkSettings } = read.data;
  const found = NetworkSettings.Networks?.[network];
  return {
    path,
    id,
    name: Name.replace(/^\//, ''),
    endpoint: found
      ? { asked: found.IPAMConfig?.IPv4Address || undefined, had: found.IPAddress || undefined }
      : undefined,
    asking: (ip) => withAddress(read.data, network, ip),
  };
}

function withAddress(data: z.output<typeof file>, network: string, ip: string | undefined): string {
  const networks = data.NetworkSettings.Networks ?? {};
  const old = networks[network];
  const { IPv4Address: _, ...rest } = old?.IPAMConfig ?? {};
  const others = Object.keys(rest).length > 0 ? rest : null;
  const IPAMConfig = ip === undefined ? others : { ...rest, IPv4Address: ip };
  const Networks = { ...networks, [network]: { ...old, IPAMConfig } };
  return JSON.stringify({ ...data, NetworkSettings: { ...data.NetworkSettings, Networks } });
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
