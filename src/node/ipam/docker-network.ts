import { networkOf } from '../../network/address.ts';
import type { DockerNetwork } from '../docker/docker.ts';
import { type Here, networkName } from './here.ts';

/** A network as docker's API is asked for it (POST /networks/create). */
export type WantedNetwork = {
  readonly Name: string;
  readonly Driver: string;
  readonly IPAM: {
    readonly Driver: string;
    readonly Config: readonly { readonly Subnet: string; readonly Gateway: string }[];
  };
  readonly Options: Readonly<Record<string, string>>;
};

/**
 * Docker's network of the node's containers, in the hosts' own network. Without `inhibit_ipv4` docker would
 * give br0 the gateway's address and take away the host's; without a subnet it hangs.
 * @param mtu of the device, in bytes
 */
export function wantedNetwork(here: Here, mtu: number): WantedNetwork {
  const name = networkName(here);
  const Options =
    here.mode === 'bridge'
      ? {
          'com.docker.network.bridge.name': 'br0',
          'com.docker.network.bridge.inhibit_ipv4': 'true',
          'com.docker.network.bridge.enable_ip_masquerade': 'false',
          'com.docker.network.driver.mtu': String(mtu),
        }
      : { parent: here.device, ipvlan_mode: 'l2' };
  return {
    Name: name,
    Driver: here.mode,
    // Docker insists on a gateway. On a site without one, what is no neighbour goes nowhere either way.
    IPAM: {
      Driver: 'csphere',
      Config: [{ Subnet: networkOf(here.own), Gateway: here.gateway ?? here.own.address }],
    },
    Options,
  };
}

/** What of a network is other than it should be; nothing when it is as wanted. */
export function differences(found: DockerNetwork, wanted: WantedNetwork): string[] {
  const [is] = found.IPAM.Config ?? [];
  const [should] = wanted.IPAM.Config;
  const pairs: [string, string | undefined, string | undefined][] = [
    ['driver', found.Driver, wanted.Driver],
    ['IPAM driver', found.IPAM.Driver, wanted.IPAM.Driver],
    ['subnet', is?.Subnet, should?.Subnet],
    ['gateway', is?.Gateway, should?.Gateway],
    ...Object.entries(wanted.Options).map(([key, value]): [string, string | undefined, string] => [
      key,
      found.Options?.[key],
      value,
    ]),
  ];
  return pairs
    .filter(([, is, should]) => is !== should)
    .map(([what, is, should]) => `${what} ${is || 'none'} instead of ${should}`);
}
