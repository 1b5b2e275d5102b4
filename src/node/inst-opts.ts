import type { Machine } from '../machine.ts';
import { parseAddress } from '../network/address.ts';
import { type Endpoint, parseEndpoint } from '../roles/agent.ts';
import { INST_OPTS_PATH } from '../roles/inst-opts.ts';
import { Secret } from '../secret.ts';
import { type EnvFile, readEnvFile } from './env-file.ts';

/** What a node was told when it was installed; each field with its row of inst-opts.env. */
export type InstOptsRead = {
  /** COS_ROLE */
  readonly role: 'controller' | 'agent';
  /** COS_CONTROLLER: the main controller first. */
  readonly controllers: readonly Endpoint[];
  /** COS_CONTROLLER_PORT, 80 where it is empty. */
  readonly controllerPort: number;
  /** COS_AUTH_KEY (controllers). */
  readonly authKey: Secret;
  /** COS_INST_CODE (agents). */
  readonly installCode: Secret;
  /** COS_DISCOVERY_URL (agents), or empty. */
  readonly discoveryUrl: string;
  /** COS_SVRPOOL_ID, or empty. */
  readonly serverPool: string;
  /** COS_CLUSTER_SIZE: members of the agents' etcd. */
  readonly clusterSize: number;
  /** COS_ETCD_NAME */
  readonly etcdName: string;
  /** COS_NETMODE; empty means bridge. */
  readonly netMode: 'bridge' | 'ipvlan';
  /** COS_INETDEV: the port of br0, or what has the address. */
  readonly device: string;
  /** COS_MONGOREPL; undefined where it is neither YES nor NO. */
  readonly mongoReplicates: boolean | undefined;
  /** COS_CUSTOM_DOCKERGW and COS_CUSTOM_DOCKERDNS: addresses, or empty. */
  readonly containerGateway: string;
  readonly containerDns: string;
  /** CONTROLLER_FLOAT_IP: the virtual IP, or empty. */
  readonly virtualIp: string;
  /** COS_HA_MEMBERS: addresses of all controllers, in the order of the answers; none without HA. */
  readonly haMembers: readonly string[];
  /** COS_REGISTRY */
  readonly registry: boolean;
  /** Rows that a site may add by hand (BACKUP_DIR and others), or empty. */
  readonly other: (key: string) => string;
};

/**
 * Reads what the installer wrote and an operator may have edited.
 * @throws NodeFailure naming the key whose value is not shell-safe or not of its kind
 */
export async function readInstOpts(machine: Machine): Promise<InstOptsRead> {
  const remedy =
    'is this a COS node? It is written from /var/lib/coreos-install/user_data at the first start';
  const env = await readEnvFile(machine, INST_OPTS_PATH, remedy);
  return {
    role: oneOf(env, 'COS_ROLE', ['controller', 'agent']),
    controllers: listOf(env, 'COS_CONTROLLER', (text) => parseEndpoint(text), 'host:port'),
    controllerPort: numberOf(env, 'COS_CONTROLLER_PORT', 80),
    authKey: new Secret(env.value('COS_AUTH_KEY')),
    installCode: new Secret(env.value('COS_INST_CODE')),
    discoveryUrl: env.value('COS_DISCOVERY_URL'),
    serverPool: env.value('COS_SVRPOOL_ID'),
    clusterSize: numberOf(env, 'COS_CLUSTER_SIZE', 3),
    etcdName: env.value('COS_ETCD_NAME'),
    netMode: env.value('COS_NETMODE') === '' ? 'bridge' : oneOf(env, 'COS_NETMODE', ['bridge', 'ipvlan']),
    device: env.value('COS_INETDEV'),
    mongoReplicates: yesNo(env, 'COS_MONGOREPL'),
    containerGateway: addressOf(env, 'COS_CUSTOM_DOCKERGW'),
    containerDns: addressOf(env, 'COS_CUSTOM_DOCKERDNS'),
    virtualIp: addressOf(env, 'CONTROLLER_FLOAT_IP'),
    haMembers: listOf(env, 'COS_HA_MEMBERS', (text) => parseAddress(text)?.text, 'an address'),
    registry: yesNo(env, 'COS_REGISTRY') ?? false,
    other: env.value,
  };
}

function oneOf<T extends string>(env: EnvFile, key: string, allowed: readonly T[]): T {
  const written = env.value(key);
  return allowed.find((one) => one === written) ?? env.refuse(key, `is not ${allowed.join(' or ')}`);
}

function yesNo(env: EnvFile, key: string): boolean | undefined {
  if (env.value(key) === '') return undefined;
  return oneOf(env, key, ['YES', 'NO']) === 'YES';
}

function numberOf(env: EnvFile, key: string, otherwise: number): number {
  const written = env.value(key);
  if (written === '') return otherwise;
  return /^\d{1,5}$/.test(written) ? Number(written) : env.refuse(key, 'is not a number');
}

function addressOf(env: EnvFile, key: string): string {
  const written = env.value(key);
  return written === '' ? '' : (parseAddress(written)?.text ?? env.refuse(key, 'is not an address'));
}

function listOf<T>(env: EnvFile, key: string, parse: (text: string) => T | undefined, kind: string): T[] {
  const written = env.value(key).split(',').filter(Boolean);
  return written.map((text) => parse(text) ?? env.refuse(key, `has an entry that is not ${kind}`));
}
