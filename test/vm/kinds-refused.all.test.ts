import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { GiB } from '../../src/bytes.ts';
import { type Console, sentence } from './console.ts';
import { emptyDisk, sha256 } from './disks.ts';
import { expectStrangerUntouched } from './expectations.ts';
import { ISO, withVm } from './qemu.ts';
import { LIMITS, prepareStage, type Scenario, withMedium } from './scenario.ts';
import type { VmDisk } from './vm-disk.ts';

const LUN = '0x5000c50015ea71b1';

/** More than one disk fits, so nothing is written and the console is a shell. */
const scenario: Scenario = {
  name: 'kinds-refused',
  firmware: 'bios',
  as: 'bmc',
  bus: 'virtio',
  number: 75,
  hostname: 'nobody',
  address: '192.168.122.75',
  role: { role: 'controller', controller: { cluster_size: 1 } },
  network: { address: '192.168.122.75/24', gateway: '192.168.122.1' },
  disk: { target: { size: '>=8Gi' } },
};

function disksIn(folder: string): VmDisk[] {
  const disk = (name: string) => emptyDisk(folder, name);
  const lun = { file: disk('lun.img'), bus: 'scsi', serial: 'LUN-1', wwn: LUN, shared: true } as const;
  const copy = join(folder, 'copy-of-the-medium.img');
  copyFileSync(ISO, copy);
  return [
    { file: disk('namespace-1.img'), bus: 'namespace', serial: 'NVME-1' },
    { file: disk('namespace-2.img'), bus: 'namespace', serial: 'NVME-1' },
    { file: disk('4kn.img'), bus: 'virtio', serial: '4KN-1', sectorBytes: 4096 },
    { file: disk('locked.img'), bus: 'virtio', serial: 'LOCKED-1', readOnly: true },
    { file: disk('grows.img'), bus: 'virtio', serial: 'GROWS-1' },
    { file: disk('stick.img'), bus: 'usb', serial: 'STICK-1' },
    { file: disk('bmc.img'), bus: 'bmc', serial: 'BMC-1' },
    { file: copy, bus: 'usb', serial: 'COPY-1' },
    lun,
    lun,
  ];
}
const GROWS = 4;

async function shell(console: Console, commands: string): Promise<string> {
  const before = console.text.length;
  console.send(`${commands}; echo "end: $?"\r`);
  const [end] = await console.waitFor(/\nend: \d+\n/, LIMITS.boot);
  return console.text.slice(before) + end;
}

test('disks of all kinds: what fits, what is refused and why; a disk of another size is not written to', async () => {
  const stage = await prepareStage(scenario);
  const machine = withMedium(stage, true);
  const others = disksIn(stage.folder);
  const before = await Promise.all(others.map(({ file }) => sha256(file)));
  await withVm({ ...machine, disks: [...others, ...machine.disks.slice(1)] }, async (vm) => {
    const { console } = vm;
    await console.waitFor(/\d+ disks match: /, LIMITS.live);
    await console.waitFor(/Root shell:[^#]*#/, LIMITS.boot);
    await shell(
      console,
      'stty cols 250; mount -o ro LABEL=COS-ANSWERS /mnt && cp /mnt/default.yaml .; umount /mnt',
    );
    const table = (await shell(console, 'cos-install disks --explain default.yaml')).replaceAll(/\s+/g, ' ');
    for (const line of [
      /fits \/dev\/nvme0n1 .*? NVME-1/,
      /fits \/dev\/nvme0n2 .*? NVME-1/,
      /refused \/dev\/vda .*? 4KN-1 - \/dev\/vda has 4096-byte sectors, from which a BIOS cannot start/,
      /refused \/dev\/vdb .*? LOCKED-1 - \/dev\/vdb is read-only;/,
      /fits \/dev\/vdc .*? GROWS-1/,
      /fits \/dev\/sd\w .*? usb STICK-1/,
      /refused (\/dev\/sd\w) 10\.7 GB usb [^/]*- \1 (carries|is a copy of) the medium/,
      /no (\/dev\/sd\w) \d+ MB usb COPY-1 .*? - size: wanted [^/]*- \1 (carries|is a copy of) the medium/,
      /fits \/dev\/mapper\/35000c50015ea71b1 .*? LUN-1/,
      /refused (\/dev\/sd\w) .*? LUN-1 [^/]*- \1 is a part of (\/dev\/mapper\/\w+) \(mpath\); choose \2 instead/,
    ])
      expect(table).toMatch(line);

    const select = (target: string) =>
      `sed 's/^    size: .*/    ${target}/' default.yaml > one.yaml; cos-install install one.yaml`;
    const ambiguous = await shell(console, select('serial: NVME-1'));
    expect(ambiguous).toMatch(/2 disks match: \/dev\/nvme0n[12], \/dev\/nvme0n[12];/);
    expect(ambiguous).toMatch(/\nend: 4\n/);
    console.send(`${select('serial: GROWS-1')}; echo "end: $?"\r`);
    await console.waitFor(/\[ {2}> \] Check the installation medium/, LIMITS.boot);
    await vm.resize(GROWS, 11 * GiB);
    await console.waitFor(sentence('this is not the disk that was chosen any more'), LIMITS.install);
    await console.waitFor(sentence('Nothing was written to /dev/vdc.'), 60);
    await console.waitFor(/\nend: 4\n/, 60);
  });
  const after = await Promise.all(others.map(({ file }) => sha256(file)));
  expect(after.toSpliced(GROWS, 1)).toEqual(before.toSpliced(GROWS, 1));
  await expectStrangerUntouched(stage);
});
