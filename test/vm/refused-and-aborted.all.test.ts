import { expect, test } from 'vitest';
import { NOT_FINISHED } from '../../src/disk/not-finished.ts';
import { startUntil } from './bare-machine.ts';
import { sentence } from './console.ts';
import { sha256 } from './disks.ts';
import { expectStrangerUntouched } from './expectations.ts';
import { withVm } from './qemu.ts';
import { LIMITS, prepareStage, type Scenario, withMedium } from './scenario.ts';

const scenario: Scenario = {
  name: 'refused-and-aborted',
  firmware: 'bios',
  as: 'cd',
  bus: 'virtio',
  number: 5,
  hostname: 'nobody',
  address: '192.168.122.65',
  role: { role: 'controller', controller: { cluster_size: 1 } },
  network: { address: '192.168.122.65/24', gateway: '192.168.122.1' },
};

test('bad answers write nothing; Ctrl+C while writing stops, says so, and the disk does not boot', async () => {
  const bad = await prepareStage({
    ...scenario,
    network: { address: '192.168.122.65/24', gateway: '10.0.0.1' },
  });
  const untouched = await sha256(bad.disks[0]);
  await withVm(withMedium(bad), async (vm) => {
    await vm.console.waitFor(sentence('network.gateway: 10.0.0.1'), LIMITS.live);
    await vm.console.waitFor(sentence('Nothing was written to any disk.'), 60);
    await vm.console.waitFor(sentence('Root shell: exit or Ctrl+D starts the installer again.'), 60);
  });
  expect(await sha256(bad.disks[0])).toBe(untouched);

  const stage = await prepareStage(scenario);
  await withVm(withMedium(stage), async (vm) => {
    await vm.console.waitFor(/\[ {2}> \] Write the system image/, LIMITS.live + LIMITS.install);
    vm.console.send('\x03');
    await vm.console.waitFor(/Aborted during "/, 120);
    await vm.console.waitFor(sentence('/dev/vda does not boot and its former contents are lost'), 60);
    await vm.console.waitFor(/Exit code 130/, 60);
    await vm.console.waitFor(/Root shell:[^#]*#/, 60);
    vm.console.send('findmnt -n -t ext4,vfat -o TARGET | grep -c cos-install/[eor]; echo end-of-mounts\r');
    await vm.console.waitFor(/\n0\nend-of-mounts/, 60);
  });
  const image = stage.disks[0];
  await startUntil({ name: scenario.name, image, firmware: 'bios' }, sentence(NOT_FINISHED));
  await startUntil({ name: scenario.name, image, firmware: 'uefi' }, /UEFI Interactive Shell/);
  await expectStrangerUntouched(stage);
});
