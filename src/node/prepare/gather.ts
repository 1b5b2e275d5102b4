import { CommandFailed, type Machine } from '../../machine.ts';
import { networkOf } from '../../network/address.ts';
import { defaultGateways } from '../../network/trial-state.ts';
import type { Pause } from '../../pause.ts';
import type { InstOptsRead } from '../inst-opts.ts';
import { ETCD_DATA, type PrepareFacts } from './facts.ts';
import { addressDevice, ownAddress } from './own-address.ts';

const PAYLOAD_DOCKER = '/opt/cos/payload/bin/docker';

/** The node as it is, once it has its address. @throws NodeFailure when none comes */
export async function gatherFacts(machine: Machine, opts: InstOptsRead, pause: Pause): Promise<PrepareFacts> {
  const own = await ownAddress(machine, opts, pause);
  const gateways = await defaultGateways(machine, addressDevice(opts));
  const [network = ''] = networkOf(own).split('/');
  return {
    localIp: own.address,
    prefix: own.prefix,
    network,
    gateway: gateways.find((gateway) => !gateway.includes(':')) ?? '',
    // Docker's own command line lost `docker daemon` in 2017; the fork of COS has it.
    isDockerFork: await succeeds(machine, [PAYLOAD_DOCKER, 'daemon', '--help']),
    hasEtcdData: await hasData(machine),
  };
}

/** etcd's own folders: a member has the one, a proxy of etcd 2 the other. */
async function hasData(machine: Machine): Promise<boolean> {
  const isMember = await succeeds(machine, ['test', '-d', `${ETCD_DATA}/member`]);
  return isMember || succeeds(machine, ['test', '-d', `${ETCD_DATA}/proxy`]);
}

async function succeeds(machine: Machine, argv: readonly [string, ...string[]]): Promise<boolean> {
  try {
    await machine.run(argv, { timeoutSeconds: 20 });
    return true;
  } catch (cause) {
    if (cause instanceof CommandFailed) return false;
    throw cause;
  }
}
