import { reveal, Secret } from '../secret.ts';

/** Where the node's programs read what the installer was told (COS contract, generation 1.5). */
export const INST_OPTS_PATH = '/etc/csphere/inst-opts.env';

/** Every key of the file, in its order. All are written, also those that a role leaves empty. */
const KEYS = [
  'COS_ROLE',
  'COS_CONTROLLER',
  'COS_CONTROLLER_PORT',
  'COS_AUTH_KEY',
  'COS_INST_CODE',
  'COS_DISCOVERY_URL',
  'COS_SVRPOOL_ID',
  'COS_CLUSTER_SIZE',
  'COS_ETCD_NAME',
  'COS_NETMODE',
  'COS_INETDEV',
  'COS_MONGOREPL',
  'COS_CUSTOM_DOCKERGW',
  'COS_CUSTOM_DOCKERDNS',
  'CONTROLLER_FLOAT_IP',
  // Beyond the contract; programs of original COS pass them over.
  'COS_HA_MEMBERS',
  'COS_REGISTRY',
] as const;
export type InstOpts = Readonly<Partial<Record<(typeof KEYS)[number], string | Secret>>>;

/** What the programs need of the node beside its role's answers. */
export type NodeFacts = {
  /** What has the address, or is the port of br0: a card by the name that it is pinned to, a bond, a VLAN. */
  readonly device: string;
  readonly etcd_name: string;
  readonly auth_key: Secret;
  /** Gateway and name server of containers, where the answers set them. */
  readonly container_gateway?: string | undefined;
  readonly container_dns?: string | undefined;
};

/** Root's shell sources the file, so a value stands unquoted and may not mean anything to a shell. */
const SHELL_SAFE = /^[A-Za-z0-9_.,:/[\]@%+=-]*$/;

/** Whether a value means nothing but itself to a shell that reads it unquoted. */
export function isShellSafe(value: string): boolean {
  return SHELL_SAFE.test(value);
}

/**
 * The text of inst-opts.env; masked, the same with stars for the secrets.
 * @throws Error for a value that a shell would not take as it is: the schema should have refused it.
 */
export function instOptsFile(opts: InstOpts): Secret {
  const lines = (show: (value: string | Secret) => string) =>
    KEYS.map((key) => `${key}=${show(opts[key] ?? '')}\n`).join('');
  for (const key of KEYS)
    if (!isShellSafe(reveal(opts[key] ?? ''))) throw new Error(`${key} is not safe in a shell`);
  return new Secret(lines(reveal), lines(String));
}
