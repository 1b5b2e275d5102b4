import { expect, test } from 'vitest';
import { copySparse } from './disk-contents.ts';
import { sha256 } from './disks.ts';
import { expectNode, expectStrangerUntouched } from './expectations.ts';
import { judge } from './judge.ts';
import { oldSystemDisk } from './old-system.ts';
import { withVm } from './qemu.ts';
import {
  install,
  LIMITS,
  logIn,
  prepareStage,
  type Scenario,
  switchOff,
  withMedium,
  withoutMedium,
  withTarget,
} from './scenario.ts';

const scenario: Scenario = {
  name: 'power-cut-again',
  firmware: 'uefi',
  as: 'cd',
  bus: 'sata',
  number: 71,
  hostname: 'controller71',
  address: '192.168.122.71',
  role: { role: 'controller', controller: { cluster_size: 1 } },
  network: { address: '192.168.122.71/24', gateway: '192.168.122.1' },
  install: { on_success: 'poweroff' },
};

/** When the power goes, and what this machine has kept by then: its page cache too, or only what it was sent. */
const CUTS = [
  [/\[ {2}> \] Write the system image/, 'writeback'],
  [/\[ {2}> \] Read kernel, configuration and extensions back/, 'none'],
  [/\[ {2}> \] Make the disk bootable/, 'writeback'],
] as const;

test('machines whose power is cut leave a disk that does not boot; the next installation makes it a node', async () => {
  const stage = await prepareStage(scenario);
  const [target, , answers] = stage.disks;
  copySparse(oldSystemDisk(stage.folder, 'before.img'), target);
  const answersBefore = await sha256(answers);
  for (const [line, cache] of CUTS) {
    await withVm(withTarget(withMedium(stage, true), { cache }), async (vm) => {
      await vm.console.waitFor(line, LIMITS.live + LIMITS.install);
      vm.kill();
    });
    const { bios, uefi } = judge(target, { kernelArgs: ['test.kept=yes'] });
    expect([`${line}`, bios.outcome, uefi.outcome]).toEqual([
      `${line}`,
      'does not boot and says why',
      'does not boot and says why',
    ]);
  }
  await withVm(withMedium(stage, true), async (vm) => {
    await install(vm);
    await vm.powerOff(LIMITS.off);
  });
  expect(judge(target, { kernelArgs: ['test.kept=yes'] })).toMatchObject({
    bios: { outcome: 'complete' },
    uefi: { outcome: 'complete' },
  });
  await withVm(withoutMedium(stage), async (vm) => {
    await logIn(vm, stage);
    await expectNode(stage);
    await switchOff(vm, stage.node);
  });
  await expectStrangerUntouched(stage);
  expect(await sha256(answers)).toBe(answersBefore);
});
