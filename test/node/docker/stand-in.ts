import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, request, type ServerResponse } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A container of the stand-in; `networks` as docker's API has them, with the address while it runs. */
export type Contained = {
  Id: string;
  Names: string[];
  State: string;
  Created: number;
  NetworkSettings: { Networks: Record<string, { IPAddress: string }> };
  /** Beside the list: what only `inspect` tells. */
  error?: string;
  policy?: string;
  /** What was chosen for it in a network. */
  chosen?: Record<string, object>;
  /** How often it refuses to start, or to come into a network, before it does. */
  refusals?: number;
};

/** One that is in a network. */
export function contained(id: string, network: string, ip: string, more: Partial<Contained> = {}): Contained {
  const state = ip === '' ? 'exited' : 'running';
  const Networks = { [network]: { IPAddress: ip } };
  return { Id: id, Names: [`/${id}`], State: state, Created: 0, NetworkSettings: { Networks }, ...more };
}

type Network = { Name: string; IPAM: { Config: { Subnet: string }[] } };

/** Stands in for dockerd: as much of its API (v1.45) as the node's programs use, on a socket of its own. */
export async function standInDocker() {
  const folder = mkdtempSync(join(tmpdir(), 'cos-docker-'));
  const state = {
    containers: [] as Contained[],
    networks: new Map<string, Network>(),
    asked: [] as string[],
  };
  const listeners = new Set<ServerResponse>();
  const server = createServer(async (asked, response) => {
    const pieces: Buffer[] = [];
    for await (const piece of asked) pieces.push(piece);
    const url = asked.url ?? '';
    if (url.startsWith('/events')) {
      response.writeHead(200, { 'content-type': 'application/json' });
      response.flushHeaders();
      listeners.add(response);
      response.once('close', () => listeners.delete(response));
      return;
    }
    if (url !== '/_ping' && asked.method !== 'GET') state.asked.push(`${asked.method} ${url}`);
    const [status, body] = answer(state, asked.method ?? '', url, Buffer.concat(pieces).toString());
    response.writeHead(status, { 'content-type': 'application/json' });
    response.end(body === undefined ? '' : JSON.stringify(body));
  });
  const socket = join(folder, 'docker.sock');
  server.listen(socket);
  await once(server, 'listening');
  return {
    socket,
    state,
    /** Tells all who listen that something happened. */
    happens: (event: object = {}) => {
      for (const one of listeners) one.write(`${JSON.stringify(event)}\n`);
    },
    listeners,
    /** Ends every answer in its middle, as a daemon that is killed. */
    isKilled: () => server.closeAllConnections(),
    close: () => {
      server.closeAllConnections();
      server.close();
      rmSync(folder, { recursive: true });
    },
  };
}

type State = Awaited<ReturnType<typeof standInDocker>>['state'];

function answer(state: State, method: string, url: string, body: string): [number, unknown?] {
  const [, kind, name = '', verb] = /^\/([^/?]+)\/?([^/?]*)\/?([^/?]*)/.exec(url) ?? [];
  if (url === '/_ping') return [200, 'OK'];
  if (url === '/containers/json?all=1')
    return [
      200,
      state.containers.map(({ error: _, policy: __, refusals: ___, chosen: ____, ...listed }) => listed),
    ];
  if (kind === 'containers') return ofContainer(state, name, verb ?? '');
  if (url === '/networks/create') {
    const wanted = JSON.parse(body);
    state.networks.set(wanted.Name, wanted);
    return [201, { Id: 'abc', Warning: '' }];
  }
  if (verb === 'connect' || verb === 'disconnect') return membership(state, name, verb, JSON.parse(body));
  const found = state.networks.get(name);
  if (!found) return [404, { message: `network ${name} not found` }];
  if (method === 'DELETE') {
    state.networks.delete(name);
    return [204];
  }
  return [200, { Containers: {}, ...found }];
}

function membership(
  state: State,
  network: string,
  verb: string,
  { Container, EndpointConfig }: { Container: string; EndpointConfig?: object },
): [number, unknown?] {
  const one = state.containers.find(({ Id }) => Id === Container);
  if (!one) return [404, { message: `No such container: ${Container}` }];
  const { Networks } = one.NetworkSettings;
  if (verb === 'disconnect') {
    delete Networks[network];
    return [200];
  }
  if ((one.refusals ?? 0) > 0) {
    one.refusals = (one.refusals ?? 0) - 1;
    return [500, { message: 'remote: no addresses' }];
  }
  Networks[network] = { IPAddress: '' };
  one.chosen = { ...one.chosen, [network]: EndpointConfig ?? {} };
  return [200];
}

function ofContainer(state: State, id: string, verb: string): [number, unknown?] {
  const one = state.containers.find(({ Id }) => Id === id);
  if (!one) return [404, { message: `No such container: ${id}` }];
  if (verb === 'json') {
    const State = { Running: one.State === 'running', Restarting: false, Error: one.error ?? '' };
    const HostConfig = { RestartPolicy: { Name: one.policy ?? 'no' } };
    const names = Object.keys(one.NetworkSettings.Networks);
    const Networks = Object.fromEntries(
      names.map((name) => [name, { Aliases: null, ...one.chosen?.[name] }]),
    );
    return [200, { Id: id, Name: one.Names[0], State, HostConfig, NetworkSettings: { Networks } }];
  }
  if ((one.refusals ?? 0) > 0) {
    one.refusals = (one.refusals ?? 0) - 1;
    return [500, { message: 'failed to set up container networking: remote: no addresses' }];
  }
  one.State = 'running';
  return [204];
}

/** A call of the plugin protocol, as docker's client makes it. @returns status and answer. */
export async function callPlugin(socketPath: string, method: string, body?: object) {
  const headers = {
    accept: 'application/vnd.docker.plugins.v1.2+json',
    host: '%2Frun%2Fdocker%2Fplugins%2Fcsphere.sock',
  };
  const outgoing = request({ socketPath, method: 'POST', path: `/${method}`, headers, agent: false });
  outgoing.end(body && `${JSON.stringify(body)}\n`);
  const [response] = await once(outgoing, 'response');
  const pieces: Buffer[] = [];
  for await (const piece of response) pieces.push(piece);
  return { status: response.statusCode, body: JSON.parse(Buffer.concat(pieces).toString()) };
}
