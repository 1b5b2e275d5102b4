import { expect, test } from 'vitest';
import { sentence } from './console.ts';
import { expectNode, expectStrangerUntouched } from './expectations.ts';
import { partitions } from './facts.ts';
import { withVm } from './qemu.ts';
import {
  LIMITS,
  logIn,
  prepareStage,
  type Scenario,
  type Stage,
  switchOff,
  withMedium,
  withoutMedium,
} from './scenario.ts';

const scenario: Scenario = {
  name: 'leftovers',
  firmware: 'uefi',
  as: 'cd',
  bus: 'virtio',
  number: 9,
  hostname: 'controller9',
  address: '192.168.122.69',
  role: { role: 'controller', controller: { cluster_size: 1 } },
  network: { address: '192.168.122.69/24', gateway: '192.168.122.1' },
  install: { on_success: 'poweroff' },
};

/** An older server's disk: a volume group on an array with its superblock at the end, and one on a partition. */
const OLD_SERVER = [
  String.raw`printf 'label: gpt\nsize=3G\nsize=3G\n' | sfdisk --quiet /dev/vda`,
  'udevadm settle',
  'mdadm --create /dev/md127 --run --force --level=1 --raid-devices=1 --metadata=1.0 /dev/vda1',
  'pvcreate --quiet --yes /dev/md127 /dev/vda2',
  'vgcreate --quiet onarray /dev/md127',
  'vgcreate --quiet onpart /dev/vda2',
  'lvcreate --quiet --yes --name root --size 500M onarray',
  'lvcreate --quiet --yes --name data --size 500M onpart',
  'mkfs.ext4 -q /dev/onarray/root',
  'mkswap --quiet /dev/onpart/data',
].join(' && ');

/** The answers are refused, so the disk is untouched and the console is a shell. */
async function makeOldServer(): Promise<Stage> {
  const network = { address: '192.168.122.69/24', gateway: '10.0.0.1' };
  const stage = await prepareStage({ ...scenario, name: 'leftovers-before', network });
  await withVm(withMedium(stage), async (vm) => {
    await vm.console.waitFor(/Root shell:[^#]*#/, LIMITS.live);
    vm.console.send(`${OLD_SERVER}; echo "made: $?"\r`);
    await vm.console.waitFor(/\nmade: 0\n/, LIMITS.boot);
    vm.console.send('systemctl poweroff\r');
    await vm.powerOff(LIMITS.off);
  });
  return stage;
}

test("what udev assembles from an old server's disk is taken apart, and nothing of it is found again", async () => {
  const before = await makeOldServer();
  const fresh = await prepareStage(scenario);
  const [, stranger, answers] = fresh.disks;
  const stage: Stage = { ...fresh, disks: [before.disks[0], stranger, answers] };
  await withVm(withMedium(stage), async (vm) => {
    await vm.console.waitFor(/on it now: /, LIMITS.live);
    await vm.console.waitFor(/\(raid1\)\s+LVM2_member/, 60);
    await vm.console.waitFor(
      sentence('[ ok ] Take apart the arrays and volumes on /dev/vda'),
      LIMITS.install,
    );
    await vm.console.waitFor(sentence('[ ok ] Remove old signatures from /dev/vda'), LIMITS.install);
    await vm.console.waitFor(/COS is installed on \/dev\/vda/, LIMITS.install);
    await vm.powerOff(LIMITS.off);
  });
  await withVm(withoutMedium(stage), async (vm) => {
    await logIn(vm, stage);
    await expectNode(stage);
    expect(await partitions(stage.node)).toHaveLength(6);
    expect(
      await stage.node.sh('pvs --noheadings; mdadm --detail --scan; dmsetup ls --target linear'),
    ).not.toMatch(/onarray|onpart|ARRAY/);
    await switchOff(vm, stage.node);
  });
  await expectStrangerUntouched(stage);
});
