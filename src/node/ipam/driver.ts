import { z } from 'zod';
import { networkOf } from '../../network/address.ts';
import { NodeFailure } from '../failure.ts';
import type { Here } from './here.ts';

/** What the driver does with addresses; failures are thrown with the sentence that docker shows. */
export type Addresses = {
  /** @param ip the very address that docker asks for. @returns one of the pool. */
  take(ip: string | undefined): Promise<string>;
  giveBack(ip: string): Promise<void>;
};

/** An answer to docker: what it asked for, or `Error`, which it shows to the person. */
export type DriverReply = Readonly<Record<string, unknown>> | { readonly Error: string };

/** The name of the one address space, in which docker tells pools apart. */
const SPACE = 'csphere';

const options = z.record(z.string(), z.string()).nullish();
const poolRequest = z.object({
  Pool: z.string().default(''),
  SubPool: z.string().default(''),
  V6: z.boolean().default(false),
});
const addressRequest = z.object({ Address: z.string().default(''), Options: options });
const releaseRequest = z.object({ Address: z.string() });

/**
 * Answers one call of docker's IPAM driver protocol (libnetwork, docs/ipam.md) of the node's network.
 * @param method the last part of the URL, `IpamDriver.RequestAddress`.
 * @returns undefined for a call that there is none of.
 */
export async function answerDriver(
  method: string,
  body: unknown,
  here: Here,
  addresses: Addresses,
): Promise<DriverReply | undefined> {
  switch (method) {
    case 'Plugin.Activate':
      return { Implements: ['IpamDriver'] };
    case 'IpamDriver.GetCapabilities':
      // The pool is in etcd: docker need not tell after its start what it had.
      return { RequiresMACAddress: false, RequiresRequestReplay: false };
    case 'IpamDriver.GetDefaultAddressSpaces':
      return { LocalDefaultAddressSpace: SPACE, GlobalDefaultAddressSpace: SPACE };
    case 'IpamDriver.RequestPool':
      return poolOf(poolRequest.parse(body), here);
    case 'IpamDriver.ReleasePool':
      return {};
    case 'IpamDriver.RequestAddress':
      return addressOf(addressRequest.parse(body), here, addresses);
    case 'IpamDriver.ReleaseAddress':
      await addresses.giveBack(releaseRequest.parse(body).Address);
      return {};
    default:
      return undefined;
  }
}

/** Each docker network with this driver has the hosts' network as its pool; ranges are in etcd. */
function poolOf({ Pool, SubPool, V6 }: z.output<typeof poolRequest>, { own }: Here): DriverReply {
  const network = networkOf(own);
  if (V6) throw new NodeFailure('the driver csphere has IPv4 addresses only');
  if (Pool !== '' && Pool !== network)
    throw new NodeFailure(`containers are in the hosts' network: docker network create --subnet ${network}`);
  if (SubPool !== '')
    throw new NodeFailure('without --ip-range: net-plugin ip-range adds ranges, for all nodes at once');
  return { PoolID: network, Pool: network, Data: {} };
}

async function addressOf(
  { Address, Options }: z.output<typeof addressRequest>,
  { own, gateway }: Here,
  addresses: Addresses,
): Promise<DriverReply> {
  const isGateway = Options?.RequestAddressType === 'com.docker.network.gateway';
  // The gateway is a router of the site, not a container: nobody has to be given its address.
  const ip = isGateway ? Address || gateway || own.address : await addresses.take(Address || undefined);
  return { Address: `${ip}/${own.prefix}`, Data: {} };
}
