import type { Machine } from '../../machine.ts';
import type { Cidr } from '../../network/address.ts';
import { NodeFailure } from '../failure.ts';
import { readInstOpts } from '../inst-opts.ts';
import { readPublic } from '../public-env.ts';

/** The node as its container network sees it. */
export type Here = {
  /** Machine id, host name. */
  readonly node: string;
  readonly host: string;
  /** The node's address with the prefix length of its network. */
  readonly own: Cidr;
  /** The network's address, by which it is known in etcd. */
  readonly network: string;
  /** The router that containers use; undefined where there is none. */
  readonly gateway: string | undefined;
  readonly mode: 'bridge' | 'ipvlan';
  /** What has the node's address: br0, or the card (bond, VLAN) in ipvlan mode. */
  readonly device: string;
  /** The controllers' hosts, as the answers named them. */
  readonly controllers: readonly string[];
};

/** Docker's name of the network that containers of the node are in. */
export function networkName({ mode }: Here): 'br0' | 'ipvlan' {
  return mode === 'bridge' ? 'br0' : 'ipvlan';
}

const NO_POOL = 'containers get addresses of the cluster in IPv4 networks only';

/** The node has no IPv4 address, so it has no network for containers; docker runs without. */
export class WithoutIPv4 extends NodeFailure {}

/** @throws WithoutIPv4; NodeFailure where the node is not prepared, or is no agent: only agents have containers. */
export async function readHere(machine: Machine): Promise<Here> {
  const options = await readInstOpts(machine);
  if (options.role !== 'agent') throw new NodeFailure('only agents have a network for containers');
  const { localIp, prefix, gateway, network } = await readPublic(machine);
  if (localIp.includes(':')) throw new WithoutIPv4(`${localIp} is an IPv6 address: ${NO_POOL}`);
  return {
    node: await textOf(machine, '/etc/machine-id'),
    host: await textOf(machine, '/proc/sys/kernel/hostname'),
    own: { family: 4, address: localIp, prefix },
    network,
    gateway: gateway || undefined,
    mode: options.netMode,
    device: options.netMode === 'bridge' ? 'br0' : options.device,
    controllers: options.controllers.map(({ host }) => host),
  };
}

async function textOf(machine: Machine, path: string): Promise<string> {
  return ((await machine.readText(path)) ?? '').trim();
}
