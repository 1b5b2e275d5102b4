import type { Cidr } from '../../network/address.ts';
import type { Problem } from '../../problem.ts';
import type { RoleProgram } from '../payload-programs.ts';
import type { RoleFile, Unit } from '../unit.ts';
import type { Cluster, Self, ServiceName } from './cluster.ts';

/** A port that a service opens on a node, or all from `port` to `to`. */
export type Port = { readonly port: number; readonly to?: number };

/** What else the answers say of the node that they are for, as far as it can be read. */
export type Around = {
  /** The node's static addresses with their networks; none with DHCP. */
  readonly networks: readonly Cidr[];
  /** Whether it gets a data disk, and where that is mounted if the answers say so. */
  readonly data?: { readonly mount?: string | undefined } | undefined;
};

/** One service of the platform. Each function answers with nothing where the service is off or on other nodes. */
export type PlatformService = {
  /** Its key below `platform.services`. */
  readonly name: ServiceName;
  /** As people write it: 'GlusterFS'. */
  readonly title: string;
  /** Other services that have to run on each of its nodes. */
  readonly needsHere: readonly ServiceName[];
  /** Other services that have to be in the cluster, here or elsewhere. */
  readonly needs: readonly ServiceName[];
  /** What does not fit, of this service alone and of it with others; what is true of all is in rules.ts. */
  readonly problems: (cluster: Cluster, around: Around) => Problem[];
  readonly files: (cluster: Cluster, self: Self) => RoleFile[];
  /** Units that run at every boot, in the order they start; with `content` only where nodes differ in it. */
  readonly units: (cluster: Cluster, self: Self) => Unit[];
  /** Programs that the payload brings, with the units that stay off without them. */
  readonly programs: (cluster: Cluster, self: Self) => RoleProgram[];
  readonly ports: (cluster: Cluster, self: Pick<Self, 'name'>) => Port[];
  /** System extensions that its nodes need. */
  readonly extensions: readonly string[];
  /** Resident memory on a node, bytes. */
  readonly memory: number;
};
