import { z } from 'zod';
import { DockerFailure, type DockerReply, type DockerSocket } from './socket.ts';

const endpoint = z.object({ IPAddress: z.string().default('') });
const container = z.object({
  Id: z.string(),
  Names: z.array(z.string()).nullable(),
  State: z.string(),
  Created: z.number(),
  NetworkSettings: z.object({ Networks: z.record(z.string(), endpoint.nullable()).nullable() }),
});

/** A container as docker lists it. */
export type Container = {
  readonly id: string;
  readonly name: string;
  /** created, running, paused, restarting, exited, removing or dead. */
  readonly state: string;
  /** When it was made. */
  readonly created: Date;
  /** Its networks by name, with its address there while it runs, else ''. */
  readonly networks: Readonly<Record<string, string>>;
};

/** A network as docker shows it, as far as it is compared. */
const network = z.object({
  Driver: z.string(),
  IPAM: z.object({
    Driver: z.string(),
    Config: z.array(z.object({ Subnet: z.string().default(''), Gateway: z.string().default('') })).nullable(),
  }),
  Options: z.record(z.string(), z.string()).nullable(),
  Containers: z.record(z.string(), z.unknown()).nullable().default({}),
});
export type DockerNetwork = z.output<typeof network>;

const inspected = z.object({
  Id: z.string(),
  Name: z.string(),
  State: z.object({ Running: z.boolean(), Restarting: z.boolean(), Error: z.string() }),
  HostConfig: z.object({ RestartPolicy: z.object({ Name: z.string() }) }),
});
export type Inspected = z.output<typeof inspected>;

/** What a person, or a program, chose for a container in a network; docker fills in the rest. */
const endpointSettings = z.object({
  IPAMConfig: z.looseObject({}).nullish(),
  Links: z.array(z.string()).nullish(),
  Aliases: z.array(z.string()).nullish(),
  DriverOpts: z.record(z.string(), z.string()).nullish(),
});
const members = z.object({
  NetworkSettings: z.object({ Networks: z.record(z.string(), endpointSettings.nullable()).nullable() }),
});
export type Endpoint = z.output<typeof endpointSettings>;

/** All containers, running or not. Docker answers this without waiting for one that is being started. */
export async function listContainers(docker: DockerSocket, seconds = 60): Promise<Container[]> {
  const reply = await docker.ask('GET', '/containers/json?all=1', { seconds });
  return read(reply, z.array(container)).map(({ Id, Names, State, Created, NetworkSettings }) => ({
    id: Id,
    name: (Names?.[0] ?? '').replace(/^\//, ''),
    state: State,
    created: new Date(Created * 1000),
    networks: Object.fromEntries(
      Object.entries(NetworkSettings.Networks ?? {}).map(([name, one]) => [name, one?.IPAddress ?? '']),
    ),
  }));
}

/** One container; undefined when it is gone. Docker answers when it is not just being started. */
export async function inspectContainer(docker: DockerSocket, id: string): Promise<Inspected | undefined> {
  const reply = await docker.ask('GET', `/containers/${id}/json`);
  return reply.status === 404 ? undefined : read(reply, inspected);
}

/** What was chosen for a container in a network; undefined when it, or the container, is not there. */
export async function endpointOf(
  docker: DockerSocket,
  id: string,
  network: string,
): Promise<Endpoint | undefined> {
  const reply = await docker.ask('GET', `/containers/${id}/json`);
  if (reply.status === 404) return undefined;
  return read(reply, members).NetworkSettings.Networks?.[network] ?? undefined;
}

/** A network by its name; undefined when there is none. */
export async function findNetwork(docker: DockerSocket, name: string): Promise<DockerNetwork | undefined> {
  const reply = await docker.ask('GET', `/networks/${name}`);
  return reply.status === 404 ? undefined : read(reply, network);
}

/** Asks for a change. @throws DockerFailure with what docker says. */
export async function order(
  docker: DockerSocket,
  method: 'POST' | 'DELETE',
  path: string,
  body?: object,
): Promise<void> {
  const reply = await docker.ask(method, path, body ? { body } : {});
  if (reply.status >= 400) throw refusal(reply);
}

function read<T>(reply: DockerReply, shape: z.ZodType<T>): T {
  if (reply.status >= 400) throw refusal(reply);
  const result = shape.safeParse(jsonOf(reply.body));
  if (result.success) return result.data;
  throw new DockerFailure(
    `docker answers what is not understood: ${z.prettifyError(result.error).split('\n')[0]}`,
  );
}

function refusal({ status, body }: DockerReply): DockerFailure {
  const said = z.object({ message: z.string() }).safeParse(jsonOf(body));
  return new DockerFailure(`docker refuses: ${said.success ? said.data.message : `HTTP ${status}`}`);
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
