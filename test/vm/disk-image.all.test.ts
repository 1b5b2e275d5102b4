import { execFileSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { GiB } from '../../src/bytes.ts';
import { sentence } from './console.ts';
import { BOOTED, cosImage, mediumWith, placeOf, readFrom, statOf, usrHashOn } from './cos-image.ts';
import { expectStrangerUntouched } from './expectations.ts';
import { PASSWORD } from './node.ts';
import { type VmOptions, withVm } from './qemu.ts';
import { install, LIMITS, prepareStage, type Scenario, withMedium, withoutMedium } from './scenario.ts';

const scenario: Scenario = {
  name: 'disk-image',
  firmware: 'bios',
  as: 'cd',
  bus: 'sata',
  number: 55,
  hostname: 'controller55',
  address: '192.168.122.155',
  role: { role: 'controller', controller: { cluster_size: 1 } },
  network: { address: '192.168.122.155/24', gateway: '192.168.122.1' },
  install: { image: 'disk-image', on_success: 'poweroff' },
};

test('an original image from /bzimage is installed, boots, and is left alone the next time', async () => {
  const stage = await prepareStage(scenario);
  const { file, usrHash } = cosImage(stage.folder);
  const iso = mediumWith(file, stage.folder);
  const withImage = (preferred: boolean): VmOptions => ({
    ...withMedium(stage, preferred),
    medium: { as: 'cd', preferred, file: iso },
  });
  await withVm(withImage(false), async (vm) => {
    await install(vm);
    await vm.powerOff(LIMITS.off);
  });
  expectInstalled(stage.disks[0], usrHash);
  await expectStrangerUntouched(stage);

  await withVm(withoutMedium(stage), async (vm) => {
    await vm.console.waitFor(sentence(BOOTED), LIMITS.boot);
  });
  // Its firmware prefers the medium, which was left in.
  await withVm(withImage(true), async (vm) => {
    await vm.console.waitFor(sentence('already holds a complete node made from these answers'), LIMITS.live);
    await vm.console.waitFor(/Root shell:/, LIMITS.boot);
  });
  expectInstalled(stage.disks[0], usrHash);
  await expectStrangerUntouched(stage);
});

function expectInstalled(disk: string, usrHash: string): void {
  expect(execFileSync('sgdisk', ['--verify', disk], { encoding: 'utf8' })).toContain('No problems found');
  const { partitiontable: table } = JSON.parse(
    execFileSync('sfdisk', ['--json', disk], { encoding: 'utf8' }),
  );
  expect(table.lastlba).toBe((10 * GiB) / 512 - 34);
  expect(table.partitions.find(({ name }: { name: string }) => name === 'ROOT')).toMatchObject({
    node: `${disk}9`,
    start: placeOf('ROOT').start / 512,
    size: placeOf('ROOT').bytes / 512,
  });
  expect(usrHashOn(disk)).toBe(usrHash);
  const userData = readFrom(disk, 'ROOT', '/var/lib/coreos-install/user_data');
  expect(userData).toMatch(/^#cloud-config\n/);
  expect(parse(userData)).toMatchObject({
    hostname: 'controller55',
    users: [{ name: 'cos', passwd: expect.stringMatching(/^\$6\$/) }],
    coreos: { update: { 'reboot-strategy': 'off' } },
  });
  expect(statOf(disk, 'ROOT', '/var/lib/coreos-install/user_data')).toMatch(/Mode:\s+0600/);
  expect(readFrom(disk, 'OEM', '/grub.cfg')).toBe(
    'set linux_append="rootflags=data=journal test.kept=yes"\n',
  );
  expect(readFrom(disk, 'OEM', '/cos-installed.json')).toContain('"image": "cos_production_image.bin.bz2"');
  const log = readFrom(disk, 'ROOT', '/var/log/cos-install/events.jsonl');
  expect(log).toContain('"id":"verify-configuration"');
  expect(log).not.toContain(PASSWORD);
}
