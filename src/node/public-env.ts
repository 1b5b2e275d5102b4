import type { Machine } from '../machine.ts';
import { parseAddress } from '../network/address.ts';
import { type EnvFile, readEnvFile } from './env-file.ts';

/** Where csphere-prepare says what the node's network is. */
export const PUBLIC_ENV_PATH = '/etc/csphere/csphere-public.env';

/** The node's network, as csphere-prepare found it; each field with its row of csphere-public.env. */
export type PublicEnv = {
  /** LOCAL_IP: the node's own address. */
  readonly localIp: string;
  /** NET_MASK: the prefix length. */
  readonly prefix: number;
  /** DEFAULT_GW: gateway of the containers, or empty. */
  readonly gateway: string;
  /** NETWORK: the network's address, 192.168.122.0. */
  readonly network: string;
};

/** @throws NodeFailure where csphere-prepare has not run, or the file is damaged */
export async function readPublic(machine: Machine): Promise<PublicEnv> {
  const remedy = 'csphere-prepare writes it; see: journalctl -u csphere-prepare';
  const env = await readEnvFile(machine, PUBLIC_ENV_PATH, remedy);
  const prefix = env.value('NET_MASK');
  return {
    localIp: addressOf(env, 'LOCAL_IP'),
    prefix: /^\d{1,3}$/.test(prefix) ? Number(prefix) : env.refuse('NET_MASK', 'is not a prefix length'),
    gateway: env.value('DEFAULT_GW') && addressOf(env, 'DEFAULT_GW'),
    network: addressOf(env, 'NETWORK'),
  };
}

function addressOf(env: EnvFile, key: string): string {
  return parseAddress(env.value(key))?.text ?? env.refuse(key, 'is not an address');
}
