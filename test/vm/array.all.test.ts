import { expect, test } from 'vitest';
import { emptyDisk } from './disks.ts';
import { expectNode, expectStrangerUntouched } from './expectations.ts';
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
} from './scenario.ts';

const UUID = '1c0e9a5d:7b8f3c2a:5d6e7f80:91a2b3c4';

const scenario: Scenario = {
  name: 'array',
  firmware: 'bios',
  as: 'cd',
  bus: 'scsi',
  number: 78,
  hostname: 'array',
  address: '192.168.122.78',
  role: { role: 'controller', controller: { cluster_size: 1 } },
  install: { on_success: 'poweroff' },
  network: { address: '192.168.122.78/24', gateway: '192.168.122.1' },
  disk: { target: { path: `/dev/disk/by-id/md-uuid-${UUID}` } },
};

const CREATE = [
  "disks=$(lsblk -dnro PATH,SERIAL | awk '$2 ~ /^(TARGET|MIRROR)-1$/ {print $1}')",
  `mdadm --create /dev/md/cos --run --level=1 --raid-devices=2 --metadata=1.0 --bitmap=none --assume-clean --uuid=${UUID} $disks`,
  'udevadm settle',
].join('; ');

/** What the node runs from, and the state of its array. */
const STATE =
  'findmnt -nro SOURCE /; veritysetup status usr | awk \'/data device:/ {print $3}\'; grep -o "\\[[U_]*\\]$" /proc/mdstat; lsblk -nro TYPE | grep -c raid1';

test('an md RAID 1 by its UUID: BIOS starts the node, and UEFI from one member alone; it never runs from a member', async () => {
  const stage = await prepareStage(scenario);
  const [target, ...others] = withoutMedium(stage).disks;
  const mirror = { file: emptyDisk(stage.folder, 'mirror.img'), bus: 'scsi', serial: 'MIRROR-1' } as const;
  const disks = [...(target ? [target] : []), ...others, mirror];
  await withVm({ ...withMedium(stage, true), disks }, async (vm) => {
    await vm.console.waitFor(/none of the \d+ disks matches/, LIMITS.live);
    await vm.console.waitFor(/Root shell:[^#]*#/, LIMITS.boot);
    vm.console.send(`${CREATE}; exit\r`);
    await install(vm);
    await vm.powerOff(LIMITS.off);
  });
  await withVm({ ...withoutMedium(stage), disks }, async (vm) => {
    await logIn(vm, stage);
    await expectNode(stage);
    expect(await stage.node.sh(STATE)).toMatch(/^\/dev\/md\d+p9\n\/dev\/md\d+p3\n\[UU\]\n/);
    await switchOff(vm, stage.node);
  });
  const alone = { ...withoutMedium(stage), firmware: 'uefi', disks: [mirror, ...others] } as const;
  await withVm(alone, async (vm) => {
    await logIn(vm, stage);
    expect(await stage.node.sh(STATE)).toMatch(/^\/dev\/md\d+p9\n\/dev\/md\d+p3\n\[_U\]\n/);
    await switchOff(vm, stage.node);
  });
  await expectStrangerUntouched(stage);
});
