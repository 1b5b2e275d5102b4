import { emptyDisk } from './disks.ts';
import { Lan } from './lan.ts';
import type { Node } from './node.ts';
import { Vm, type VmOptions } from './qemu.ts';
import {
  install,
  LIMITS,
  prepareStage,
  type Scenario,
  type Stage,
  withMedium,
  withoutMedium,
} from './scenario.ts';

/** One machine of a cluster: what its answers say beside what all have. */
export type Member = Pick<Scenario, 'hostname' | 'role'> & {
  readonly address: string;
  /** A second disk for containers. */
  readonly data?: true;
};

const NETWORK = '192.168.122';
/** Of machines that start together on two processors. */
const PATIENCE = 3;

/** Machines on one switch that are installed from the medium by answer files, and started from their disks. */
export class Cluster {
  readonly lan: Lan;
  readonly #stages = new Map<string, Stage>();
  readonly #running = new Map<string, Vm>();
  readonly #name: string;
  #count = 0;

  constructor(name: string) {
    this.#name = name;
    this.lan = new Lan(name, `${NETWORK}.1/24`);
  }

  /** Installs machines side by side and starts them from their disks. */
  async install(members: readonly Member[]): Promise<void> {
    await Promise.all(members.map((member) => this.#installOne(member)));
  }

  /** Starts a machine that is off. */
  start(hostname: string): void {
    this.#running.set(hostname, new Vm(this.#options(hostname)));
  }

  /** The power fails. */
  cut(hostname: string): void {
    this.#running.get(hostname)?.kill();
    this.#running.delete(hostname);
  }

  node(hostname: string): Node {
    return this.#stage(hostname).node;
  }

  vm(hostname: string): Vm {
    const vm = this.#running.get(hostname);
    if (!vm) throw new Error(`${hostname} is off`);
    return vm;
  }

  async keepFailure(cause: unknown): Promise<void> {
    await Promise.all([...this.#running.values()].map((vm) => vm.keepFailure(cause)));
  }

  close(): void {
    for (const vm of this.#running.values()) vm.kill();
    this.lan.close();
  }

  async #installOne(member: Member): Promise<void> {
    const stage = await prepareStage(this.#scenarioOf(member));
    if (member.data) emptyDisk(stage.folder, 'data.img');
    this.#stages.set(member.hostname, stage);
    const medium = withMedium(stage, true).medium;
    const vm = new Vm({ ...this.#options(member.hostname), ...(medium ? { medium } : {}) });
    this.#running.set(member.hostname, vm);
    await install(vm, PATIENCE);
    await vm.powerOff(LIMITS.off * PATIENCE);
    this.start(member.hostname);
  }

  #scenarioOf({ hostname, address, role, data }: Member): Scenario {
    return {
      name: `${this.#name}-${hostname}`,
      firmware: 'bios',
      as: 'cd',
      bus: 'virtio',
      // A machine that is installed again has the cards that it had.
      number: this.#stages.get(hostname)?.scenario.number ?? ++this.#count,
      hostname,
      address,
      lan: this.lan,
      role,
      network: { address: `${address}/24`, gateway: `${NETWORK}.1`, dns: [`${NETWORK}.1`] },
      system: { ntp_servers: [] },
      ...(data ? { disk: { data: { select: { serial: 'DATA-1' } } } } : {}),
      install: { wipe: data ? ['target', 'data'] : 'target', on_success: 'poweroff' },
    };
  }

  #stage(hostname: string): Stage {
    const stage = this.#stages.get(hostname);
    if (!stage) throw new Error(`no machine is called ${hostname}`);
    return stage;
  }

  #options(hostname: string): VmOptions {
    const stage = this.#stage(hostname);
    const options = withoutMedium(stage);
    const data = stage.scenario.disk
      ? [{ file: `${stage.folder}/data.img`, bus: 'virtio', serial: 'DATA-1' } as const]
      : [];
    return { ...options, disks: [...options.disks, ...data] };
  }
}

/** Runs `use` with a cluster; on failure pictures of the screens are kept; no machine outlives the test. */
export async function withCluster(name: string, use: (cluster: Cluster) => Promise<void>): Promise<void> {
  const cluster = new Cluster(name);
  try {
    await use(cluster);
  } catch (cause) {
    await cluster.keepFailure(cause);
    throw cause;
  } finally {
    cluster.close();
  }
}
