import type { ResolvedAnswers } from '../installer/resolved.ts';
import { networkOf } from '../network/address.ts';
import { type ChosenCards, knownMac } from '../network/choose.ts';
import { type Card, deviceName, type NodeNetwork } from '../network/files.ts';
import type { Link } from '../network/link.ts';
import { staticCidrs } from '../network/rules.ts';
import { INST_OPTS_PATH, instOptsFile } from '../roles/inst-opts.ts';
import { dataPlaces } from '../roles/platform/data-disk.ts';
import type { Unit } from '../roles/unit.ts';
import type { Secret } from '../secret.ts';
import { containerFiles } from './container-network.ts';
import { DOCKER, dataMount } from './data-mount.ts';
import { REGISTRY_DATA, runsRegistry } from './registry.ts';
import { roleConfigOf } from './role-config.ts';

/** A file of the node; `mode` as in chmod(2), `owner` as in chown(1), root where it is absent. */
export type NodeFile = {
  readonly path: string;
  readonly mode: number;
  readonly content: string | Secret;
  readonly owner?: string;
};

/** A node's configuration as data: what every dialect of cloud-config has to say. */
export type NodeConfig = {
  readonly hostname: string;
  readonly user: {
    readonly name: string;
    readonly uid: number;
    readonly password_hash: Secret;
    readonly ssh_authorized_keys: readonly string[];
    /** Groups that every system has; a dialect adds its own. */
    readonly groups: readonly string[];
  };
  readonly timezone: string;
  readonly locale: string;
  readonly time: {
    /** Servers that were answered, or that the role knows; none: the public pool. */
    readonly servers: readonly string[];
    /** Other controllers: asked as well, so that all agree also where no server is reached. */
    readonly peers: readonly string[];
    /** Who may ask this node: these networks; none are known with DHCP: then everybody. Absent: nobody. */
    readonly serves?: { readonly networks: readonly string[] } | undefined;
  };
  readonly network: NodeNetwork;
  readonly units: readonly Unit[];
  readonly files: readonly NodeFile[];
};

/** The one way from resolved answers to a node. Equal answers and cards give an equal configuration. */
export function nodeConfigOf(resolved: ResolvedAnswers, { link, members }: ChosenCards): NodeConfig {
  const { system, network } = resolved.answers;
  const { bond: written, interface: _, ...addressing } = network;
  const bond = written && { mode: written.mode, members: members.map(cardOf) };
  const stack = { card: cardOf(link), bond, vlan: network.vlan };
  const role = roleConfigOf(resolved, deviceName(stack));
  const { instOpts } = role;
  const data = dataDiskOf(resolved);
  const own = staticCidrs(addressing);
  return {
    hostname: system.hostname,
    user: {
      name: 'cos',
      uid: 501,
      password_hash: resolved.drawn.password_hash,
      ssh_authorized_keys: system.ssh_authorized_keys,
      groups: ['sudo', 'docker', 'systemd-journal'],
    },
    timezone: system.timezone,
    // Both languages of the installer: the image has the characters of all, and no other translations.
    locale: 'C.UTF-8',
    time: {
      servers: system.ntp_servers.length > 0 ? system.ntp_servers : role.timeServers,
      peers: role.timePeers.filter((peer) => !own.some(({ address }) => address === peer)),
      serves: role.servesTime ? { networks: [...new Set(own.map(networkOf))] } : undefined,
    },
    network: { ...addressing, ...stack, on: role.bridge ? 'br0' : 'card' },
    // Mounts before what needs them: original COS starts units one after the other.
    units: [...data.units, ...role.units],
    files: [
      ...(instOpts ? [{ path: INST_OPTS_PATH, mode: 0o600, content: instOptsFile(instOpts) }] : []),
      ...containerFiles(resolved.answers),
      ...role.files,
      ...data.files,
    ],
  };
}

function cardOf(link: Link): Card {
  return { name: link.name, mac: knownMac(link) };
}

function dataDiskOf({ answers, drawn }: ResolvedAnswers): Pick<NodeConfig, 'units' | 'files'> {
  const { data } = answers.disk;
  if (!data) return { units: [], files: [] };
  if (!drawn.data_disk) throw new Error('a data disk for which nothing was drawn');
  const { fs_uuid: fsUuid } = drawn.data_disk;
  if (answers.role === 'platform') {
    const { mount, ...places } = dataPlaces(answers.platform, answers.system.hostname);
    const dockers = places.docker === undefined ? [] : ['docker.service'];
    return dataMount({ fsUuid, at: data.mount ?? mount, dockers, ...places });
  }
  return dataMount({
    fsUuid,
    at: data.mount ?? DOCKER,
    dockers: ['docker.service', `csphere-docker-${answers.role}.service`],
    registry: runsRegistry(answers) ? REGISTRY_DATA : undefined,
  });
}
