import { stringify } from 'yaml';
import { answersVolume, emptyDisk, sha256, strangersDisk } from './disks.ts';
import type { Lan, Way } from './lan.ts';
import { type KeyPair, loginOnConsole, makeKey, Node, PASSWORD } from './node.ts';
import { type Firmware, freshFolder, type Vm, type VmOptions } from './qemu.ts';
import type { VmDisk } from './vm-disk.ts';

/** One machine of the tests: its hardware, and the answers it is installed from. */
export type Scenario = {
  readonly name: string;
  readonly firmware: Firmware;
  readonly as: 'cd' | 'usb' | 'bmc';
  readonly bus: VmDisk['bus'];
  /** The number tells the machines apart: SSH port and MAC address. */
  readonly number: number;
  readonly hostname: string;
  readonly address: string;
  /** The switch that it shares with other machines; without one it is alone. */
  readonly lan?: Lan;
  readonly role: object;
  readonly network: object;
  readonly system?: object;
  readonly install?: object;
  /** What is answered in `disk`; the target is the disk `TARGET-1` when it does not say. */
  readonly disk?: object;
  /** Nobody wrote a file: the volume for answers is empty and can be written to. */
  readonly byHand?: true;
};

/** Seconds for each stage on this machine with two other machines running. */
export const LIMITS = {
  live: 600,
  networkTest: 240,
  install: 900,
  firstBoot: 900,
  boot: 600,
  off: 180,
} as const;

export type Stage = {
  readonly scenario: Scenario;
  readonly folder: string;
  readonly key: KeyPair;
  readonly network: Way;
  readonly node: Node;
  readonly disks: readonly [target: string, stranger: string, answers: string];
  readonly mac: string;
  readonly strangerBefore: string;
};

/** Makes the disks of a machine: an empty one, somebody else's, and the volume with the answers. */
export async function prepareStage(scenario: Scenario): Promise<Stage> {
  const folder = freshFolder(scenario.name);
  const key = makeKey(folder);
  const mac = `52:54:00:00:01:${String(scenario.number).padStart(2, '0')}`;
  const network = wayOf(scenario);
  const answers = {
    version: 1,
    ...scenario.role,
    system: {
      hostname: scenario.hostname,
      password: PASSWORD,
      ssh_authorized_keys: [key.publicKey],
      timezone: 'Asia/Shanghai',
      ntp_servers: ['192.168.122.1'],
      ...scenario.system,
    },
    network: { interface: { mac }, ...scenario.network },
    disk: { target: { serial: 'TARGET-1' }, ...scenario.disk },
    // QEMU's own network answers ARP, and with `restrict` neither DNS nor NTP; nor are there controllers.
    install: {
      wipe: 'target',
      kernel_args: ['test.kept=yes'],
      preflight: 'warn',
      ...scenario.install,
    },
  };
  const stranger = strangersDisk(folder, 'stranger.img');
  const volume = answersVolume(folder, scenario.byHand ? undefined : stringify(answers));
  return {
    scenario,
    folder,
    key,
    network,
    node: new Node(network, scenario.address, key),
    disks: [emptyDisk(folder, 'target.img'), stranger, volume],
    mac,
    strangerBefore: await sha256(stranger),
  };
}

/** The machine with its medium in; `preferred`: its firmware starts the medium before the disk. */
export function withMedium(stage: Stage, preferred = false): VmOptions {
  return { ...withoutMedium(stage), medium: { as: stage.scenario.as, preferred } };
}

export function withoutMedium(stage: Stage): VmOptions {
  const {
    scenario: { name, firmware, bus, byHand },
    disks: [target, stranger, answers],
    mac,
    network,
  } = stage;
  return {
    name,
    firmware,
    mac,
    network,
    disks: [
      { file: target, bus, serial: 'TARGET-1' },
      { file: stranger, bus, serial: 'STRANGER-1' },
      { file: answers, bus: 'virtio', serial: 'ANSWERS-1', readOnly: !byHand },
    ],
  };
}

/** The same machine with another disk to install on, or the same one attached in another way. */
export function withTarget(options: VmOptions, changed: Partial<VmDisk>): VmOptions {
  const [target, ...others] = options.disks;
  return target === undefined ? options : { ...options, disks: [{ ...target, ...changed }, ...others] };
}

/** From power on to the end of the installation, seen on the serial console; `patience` times the usual limits. */
export async function install(vm: Vm, patience = 1): Promise<void> {
  await vm.console.waitFor(/answers: .*default\.yaml: found/, LIMITS.live * patience);
  await vm.console.waitFor(/COS is installed on \/dev\/\w+/, LIMITS.install * patience);
}

/** The installed node starts, and the password of `cos` works on the serial console. */
export async function logIn(vm: Vm, { scenario }: Stage): Promise<void> {
  await vm.console.waitFor(new RegExp(`${scenario.hostname} login:`), LIMITS.firstBoot);
  await loginOnConsole(vm.console, scenario.hostname);
}

/** Switches the node off in an orderly way. */
export async function switchOff(vm: Vm, node: Node): Promise<void> {
  await node.sh('systemctl poweroff').catch(() => {});
  await vm.powerOff(LIMITS.off);
}

function wayOf({ number, address, lan }: Scenario): Way {
  return lan?.port(number) ?? { sshPort: 22000 + number, guestAddress: address };
}
