import { execFileSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { type Console, sentence } from './console.ts';
import { emptyDisk } from './disks.ts';
import { expectStrangerUntouched } from './expectations.ts';
import { ON_PARTITIONS, oldDisk, PART_BYTES, staleTable, startOf } from './leftover-bytes.ts';
import { withVm } from './qemu.ts';
import { LIMITS, prepareStage, type Scenario, withMedium } from './scenario.ts';

/** No disk fits, so nothing is written and the console is a shell. */
const scenario: Scenario = {
  name: 'leftover-kinds',
  firmware: 'bios',
  as: 'cd',
  bus: 'virtio',
  number: 79,
  hostname: 'nobody',
  address: '192.168.122.79',
  role: { role: 'controller', controller: { cluster_size: 1 } },
  network: { address: '192.168.122.79/24', gateway: '192.168.122.1' },
  disk: { target: { serial: 'NOBODY' } },
};

/** md 0.90 on the empty partition of vda; what firmware RAID leaves, with a volume, on vdb and vdc. */
const ARRAYS = [
  'mdadm --create /dev/md/old --run --force --level=1 --raid-devices=1 --metadata=0.90 /dev/vda4',
  'mdadm --create /dev/md/ddf --run --force --metadata=ddf --raid-devices=1 /dev/vdb',
  'mdadm --create /dev/md/ddf0 --run --force --level=0 --raid-devices=1 /dev/md/ddf',
  'export IMSM_NO_PLATFORM=1 IMSM_DEVNAME_AS_SERIAL=1',
  'mdadm --create /dev/md/imsm --run --force --metadata=imsm --raid-devices=1 /dev/vdc',
  'mdadm --create /dev/md/imsm0 --run --force --level=0 --raid-devices=1 /dev/md/imsm',
  'udevadm settle',
].join(' && ');

/** What blkid(8) finds on each partition of the old disk. */
function typesOn(file: string): (string | undefined)[] {
  return ON_PARTITIONS.map((_, index) => {
    const place = ['--offset', String(startOf(index)), '--size', String(PART_BYTES)];
    const argv = ['--probe', ...place, '--match-tag', 'TYPE', '--output', 'value', file];
    try {
      return execFileSync('blkid', argv, { encoding: 'utf8' }).trim();
    } catch {
      return undefined;
    }
  });
}

function signaturesOf(file: string): string[] {
  const found = execFileSync('wipefs', ['--noheadings', '--output', 'TYPE', file], { encoding: 'utf8' });
  return found.split('\n').filter((line) => line !== '');
}

/** Installs until the old signatures are gone, and stops. */
async function wipe(console: Console, serial: string): Promise<void> {
  console.send(
    `sed 's/serial: NOBODY/serial: ${serial}/' default.yaml > one.yaml; cos-install install one.yaml\r`,
  );
  await console.waitFor(sentence('[ ok ] Remove old signatures from'), LIMITS.install);
  console.send('\x03');
  await console.waitFor(/Exit code 130/, LIMITS.boot);
  await console.waitFor(/#/, 60);
}

test('md 0.90, DDF, IMSM, LUKS, bcache, ZFS and a second partition table are gone for good', async () => {
  const stage = await prepareStage(scenario);
  const machine = withMedium(stage, true);
  const { folder } = stage;
  const files = [
    oldDisk(folder, 'old.img'),
    emptyDisk(folder, 'ddf.img'),
    emptyDisk(folder, 'imsm.img'),
    staleTable(folder, 'stale.img'),
  ];
  const [old = '', , , stale = ''] = files;
  expect([typesOn(old), signaturesOf(stale)]).toEqual([ON_PARTITIONS, ['gpt']]);
  const disks = files.map((file, index) => ({ file, bus: 'virtio', serial: `OLD-${index}` }) as const);
  await withVm({ ...machine, disks: [...disks, ...machine.disks.slice(1)] }, async ({ console }) => {
    await console.waitFor(/none of the \d+ disks matches/, LIMITS.live);
    await console.waitFor(/Root shell:[^#]*#/, LIMITS.boot);
    console.send('mount -o ro LABEL=COS-ANSWERS /mnt; cp /mnt/default.yaml .; umount /mnt\r');
    console.send(
      `${ARRAYS}; echo "made: $?"; wipefs --noheadings --output TYPE /dev/vda4 /dev/vdb /dev/vdc; echo end-of-list\r`,
    );
    await console.waitFor(/\nmade: 0\n/, LIMITS.boot);
    const [list] = await console.waitFor(/[\s\S]*?\nend-of-list\n/, 60);
    for (const type of ['linux_raid_member', 'ddf_raid_member', 'isw_raid_member'])
      expect(list).toContain(type);
    for (const { serial } of disks) await wipe(console, serial);
    console.send('cat /proc/mdstat; systemctl poweroff\r');
    await console.waitFor(/Personalities[\s\S]*unused devices/, 60);
    expect(console.text.slice(console.text.lastIndexOf('Personalities'))).not.toMatch(/md\d+ :/);
  });
  expect(typesOn(old).filter((type) => type !== undefined && type !== 'vfat' && type !== 'squashfs')).toEqual(
    [],
  );
  for (const file of files)
    expect(signaturesOf(file).filter((type) => !['gpt', 'PMBR'].includes(type))).toEqual([]);
  await expectStrangerUntouched(stage);
});
