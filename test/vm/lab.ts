import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { stringify } from 'yaml';
import { z } from 'zod';
import { MiB } from '../../src/bytes.ts';
import { emptyDisk, sha256 } from './disks.ts';
import { judge } from './judge.ts';
import { LiveShell } from './live-shell.ts';
import { PASSWORD } from './node.ts';
import { Vm, type VmOptions } from './qemu.ts';
import { LIMITS, prepareStage, type Scenario, type Stage, withMedium } from './scenario.ts';

/** What test/vm/lab.py prints. */
const ranSchema = z.object({
  started: z.array(z.string()),
  finished: z.array(z.string()),
  /** How many commands each step has run. */
  commands: z.record(z.string(), z.number()),
  undone: z.array(z.string()),
  lines: z.array(z.string()),
  failure: z
    .object({
      step_id: z.string().optional(),
      message: z.string(),
      reason: z.string().optional(),
      exit_code: z.number(),
      device: z.string(),
      disk_state: z.string(),
      restorable: z.literal(true).optional(),
      advice: z.string(),
    })
    .optional(),
  seconds: z.number().optional(),
  last: z.string().optional(),
  code: z.number(),
  complaints: z.string(),
  undone_acts: z.array(z.string()),
});
export type Ran = z.infer<typeof ranSchema>;

const HARDWARE = {
  firmware: 'bios',
  as: 'cd',
  bus: 'virtio',
  hostname: 'lab',
  address: '192.168.122.163',
  role: {},
  network: {},
  byHand: true,
} as const;
export const COMPLETE: readonly string[] = ['complete', 'complete'];
export const UNFINISHED: readonly string[] = ['does not boot and says why', 'does not boot and says why'];
export const SECRETS = {
  password: PASSWORD,
  auth_key: 'K3yOnlyForThisTestK3yOnlyForThisTest99',
};
export const ANSWERS = '/root/lab/answers.yaml';

/** The live system with its root shell, in which many installations are tried. */
export class Lab {
  readonly vm: Vm;
  readonly stage: Stage;
  readonly shell: LiveShell;

  constructor(vm: Vm, stage: Stage, shell: LiveShell) {
    this.vm = vm;
    this.stage = stage;
    this.shell = shell;
  }

  /** Makes the answer file of the next installations: with this disk, and these changes. */
  async answers(target: object, install: object = {}): Promise<void> {
    const text = stringify(answersOf(this.stage, target, install));
    await this.shell.sh(`echo ${Buffer.from(text).toString('base64')} | base64 -d > ${ANSWERS}`);
  }

  /** Installs by these answers; `acts`: what is done when, as lab.py understands it. */
  async install(...acts: readonly (readonly [when: string, what: string])[]): Promise<Ran> {
    this.begin(...acts);
    return this.ended();
  }

  /** What a BIOS and UEFI would find on a disk now, judged by content; what is wrong, where it must not be so. */
  async outcomes(image: string = this.stage.disks[0]): Promise<readonly string[]> {
    await this.shell.sh('sync', LIMITS.boot);
    return this.outcomesNow(image);
  }

  /** The same while what was written may not be on the disk yet. */
  outcomesNow(image: string = this.stage.disks[0]): readonly string[] {
    const { bios, uefi } = judge(image, { kernelArgs: [] });
    return [bios, uefi].map(({ outcome, because }) => (outcome === 'neither' ? because : outcome));
  }

  /** Ends the machine. @throws when anything on the disk that is not the target has changed. */
  async close(): Promise<void> {
    this.vm.kill();
    const [, stranger] = this.stage.disks;
    if ((await sha256(stranger)) !== this.stage.strangerBefore)
      throw new Error("somebody else's disk was changed");
  }

  begin(...acts: readonly (readonly [when: string, what: string])[]): void {
    const words = acts.flat().map((word) => `'${word}'`);
    this.shell.start(`python3 /root/lab/lab.py ${[ANSWERS, ...words].join(' ')}`);
  }

  async ended(): Promise<Ran> {
    const { output } = await this.shell.ended(LIMITS.install);
    const line = output.split('\n').find((one) => one.startsWith('{"started"'));
    if (line === undefined) throw new Error(`lab.py said nothing of how it ended:\n${output}`);
    return ranSchema.parse(JSON.parse(line));
  }
}

function answersOf({ scenario, mac }: Stage, target: object, install: object): object {
  const { password, auth_key } = SECRETS;
  return {
    version: 1,
    role: 'controller',
    controller: { cluster_size: 1, auth_key },
    system: { hostname: scenario.hostname, password, timezone: 'Asia/Shanghai' },
    network: { interface: { mac }, address: `${scenario.address}/24`, gateway: '192.168.122.1' },
    disk: { target },
    install: { wipe: 'target', reinstall: true, preflight: 'off', on_success: 'stay', ...install },
  };
}

/** A volume COS-ANSWERS with room for logs: answers that are refused, so that there is a shell, and what the lab needs. */
function labVolume(folder: string): string {
  const file = emptyDisk(folder, 'answers.img', 64 * MiB);
  execFileSync('mkfs.vfat', ['-n', 'COS-ANSWERS', file], { stdio: 'pipe' });
  const refused = join(folder, 'default.yaml');
  writeFileSync(refused, 'version: 1\n');
  execFileSync('mcopy', ['-i', file, refused, '::default.yaml'], { stdio: 'pipe' });
  execFileSync('mcopy', ['-i', file, resolve('test/vm/lab.py'), '::lab.py'], { stdio: 'pipe' });
  return file;
}

/** Starts the medium and waits for its root shell; `change` may change the machine. */
export async function openLab(
  scenario: Pick<Scenario, 'name' | 'number'>,
  change: (options: VmOptions) => VmOptions = (options) => options,
): Promise<Lab> {
  const prepared = await prepareStage({ ...HARDWARE, ...scenario });
  const volume = labVolume(prepared.folder);
  const stage: Stage = { ...prepared, disks: [prepared.disks[0], prepared.disks[1], volume] };
  const vm = new Vm(change(withMedium(stage, true)));
  try {
    const shell = await LiveShell.open(vm.console);
    await shell.sh(
      // The kernel's words about bad disks do not come between.
      'dmesg -n 1; mkdir -p /m /root/lab && mount -o ro LABEL=COS-ANSWERS /m && cp /m/lab.py /root/lab && umount /m',
    );
    return new Lab(vm, stage, shell);
  } catch (cause) {
    await vm.keepFailure(cause);
    vm.kill();
    throw cause;
  }
}
