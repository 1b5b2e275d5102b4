import type { Here } from '../../../src/node/ipam/here.ts';
import type { Entry } from '../../../src/node/ipam/pool.ts';

/** An agent of a cluster in 192.168.122.0/24, whose last number this is. */
export function node(last: number, more: Partial<Here> = {}): Here {
  return {
    node: `id-of-node${last}`,
    host: `node${last}`,
    own: { family: 4, address: `192.168.122.${last}`, prefix: 24 },
    network: '192.168.122.0',
    gateway: '192.168.122.1',
    mode: 'bridge',
    device: 'br0',
    controllers: ['192.168.122.170'],
    ...more,
  };
}

/** An address of a container on such a node. */
export function entryOf(here: Here, ip: string, more: Partial<Entry> = {}): Entry {
  return { ip, node: here.node, host: here.host, address: here.own.address, mod_revision: 1, ...more };
}
