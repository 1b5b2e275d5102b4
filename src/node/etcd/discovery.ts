import { z } from 'zod';
import { HttpFailure, type HttpRequest, type Machine } from '../../machine.ts';
import { EtcdFailure } from './failure.ts';
import { jsonOf } from './json.ts';
import { peerUrl } from './urls.ts';

/** An agent that has a place in the agents' etcd. */
export type Entry = { readonly name: string; readonly address: string };

/** What the controllers' etcd keeps for the agents' (etcd's "discovery service protocol", v2). */
export type Discovery = {
  /** Members that the cluster will have; undefined until a controller has said so. */
  readonly size: number | undefined;
  /** Who registered, the first one first: the first `size` of them are the members. */
  readonly entries: readonly Entry[];
};

/** Seconds for one question to one controller. */
const SECONDS = 10;
const MAX_BYTES = 1 << 20;

const node = z.object({ key: z.string(), value: z.string(), createdIndex: z.number() });
const folder = z.object({ node: z.object({ nodes: z.array(node).default([]) }) });
const leaf = z.object({ node: z.object({ value: z.string() }) });
/** etcd's v2 API: "Key not found" and "Key already exists". */
const refusal = z.object({ errorCode: z.union([z.literal(100), z.literal(105)]) });

/** Discovery under `url` (`http://10.0.0.1:2379/v2/keys/discovery/hellocsphere`). Throws EtcdFailure where etcd does not answer so. */
export class DiscoveryAt {
  readonly #machine: Pick<Machine, 'request'>;
  readonly #url: string;

  constructor(machine: Pick<Machine, 'request'>, url: string) {
    this.#machine = machine;
    this.#url = url;
  }

  /** A majority's word: `quorum` keeps one that was cut off from answering with what is past. */
  async read(): Promise<Discovery> {
    const size = await this.#ask('GET', '/_config/size?quorum=true', leaf);
    const list = await this.#ask('GET', '?quorum=true', folder);
    const nodes = (list?.node.nodes ?? []).toSorted((a, b) => a.createdIndex - b.createdIndex);
    return {
      size: size && /^[1-9]\d?$/.test(size.node.value) ? Number(size.node.value) : undefined,
      entries: nodes.map(({ value }) => entryOf(value)),
    };
  }

  /** Takes a place. Who has one keeps it: its key is its address. */
  async register({ name, address }: Entry): Promise<void> {
    await this.#ask('PUT', `/${address}?prevExist=false`, z.object({}), `${name}=${peerUrl(address)}`);
  }

  /** Gives a place back, if there is one. */
  async withdraw(address: string): Promise<void> {
    await this.#ask('DELETE', `/${address}`, z.object({}));
  }

  async putSize(size: number): Promise<void> {
    await this.#ask('PUT', '/_config/size', z.object({}), String(size));
  }

  async #ask<T>(
    method: 'GET' | 'PUT' | 'DELETE',
    path: string,
    reply: z.ZodType<T>,
    value?: string,
  ): Promise<T | undefined> {
    const request: HttpRequest = {
      method,
      url: `${this.#url}${path}`,
      ...(value === undefined
        ? {}
        : {
            headers: { 'content-type': 'application/x-www-form-urlencoded' },
            body: new URLSearchParams({ value }).toString(),
          }),
      deadlineSeconds: SECONDS,
      maxBytes: MAX_BYTES,
    };
    const { status, body } = await this.#machine.request(request).catch((cause: unknown) => {
      if (!(cause instanceof HttpFailure)) throw cause;
      throw new EtcdFailure('silent', `etcd at ${cause.host} does not answer (${cause.reason})`);
    });
    const json = jsonOf(body.toString('utf8'));
    if (refusal.safeParse(json).success) return undefined;
    const good = status < 300 ? reply.safeParse(json) : undefined;
    if (good?.success) return good.data;
    throw new EtcdFailure('refused', `discovery at ${new URL(this.#url).host} says HTTP ${status}`);
  }
}

/** `agent1-x7f3=http://10.0.0.1:2380`; of several URLs the first counts. */
function entryOf(value: string): Entry {
  const [, name = '', url = ''] = /^([^=]*)=([^,]*)/.exec(value) ?? [];
  return { name, address: (URL.parse(url)?.hostname ?? '').replace(/^\[|\]$/g, '') };
}

/** Discovery where it is, and what it says. */
export type Found = { readonly at: DiscoveryAt; readonly discovery: Discovery };

/** Discovery on the first of these that answers: with HA all controllers tell the same. */
export async function firstDiscovery(
  machine: Pick<Machine, 'request'>,
  urls: readonly string[],
): Promise<Found | undefined> {
  for (const url of urls) {
    const at = new DiscoveryAt(machine, url);
    try {
      return { at, discovery: await at.read() };
    } catch (cause) {
      if (!(cause instanceof EtcdFailure)) throw cause;
    }
  }
  return undefined;
}
