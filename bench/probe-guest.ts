import { withVm } from '../test/vm/qemu.ts';
import { LIMITS, prepareStage, withMedium } from '../test/vm/scenario.ts';

/*
 * The same as probe.ts on real devices: 200 disks of the kernel's scsi_debug in the live system of
 * build/cos-installer.iso, in QEMU. Takes minutes, so it is no part of `make bench`.
 */
const DISKS = 200;
const RUNS = 5;
/** Seconds until udev has looked at all of them on an emulated processor. */
const SETTLES = 900;

const PROGRAM = `import { probeDisks } from '/usr/lib/cos-installer/dist/disk/probe.js';
import { realMachine as machine } from '/usr/lib/cos-installer/dist/machine.js';
const seconds = async (work) => { const begun = performance.now(); await work(); return (performance.now() - begun) / 1000; };
const median = (all) => all.toSorted((a, b) => a - b)[Math.floor(all.length / 2)].toFixed(2);
const { disks } = await probeDisks({ machine });
const [lsblk, probe] = [[], []];
for (let run = 0; run < ${RUNS}; run++) {
  lsblk.push(await seconds(() => machine.run(['lsblk', '-O', '-J'])));
  probe.push(await seconds(() => probeDisks({ machine })));
}
console.log('measured', disks.length, median(lsblk), median(probe), 'end');
`;

const stage = await prepareStage({
  name: 'probe-guest',
  firmware: 'bios',
  as: 'cd',
  bus: 'virtio',
  number: 60,
  hostname: 'nobody',
  address: '192.168.122.60',
  role: { role: 'controller', controller: { cluster_size: 1 } },
  network: { address: '192.168.122.60/24', gateway: '192.168.122.1' },
  disk: { target: { serial: 'NOBODY' } },
});
await withVm(withMedium(stage), async (vm) => {
  await vm.console.waitFor(/none of the \d+ disks matches/, LIMITS.live);
  await vm.console.waitFor(/Root shell:[^#]*#/, LIMITS.boot);
  vm.console.send(
    `modprobe scsi_debug num_tgts=${DISKS} dev_size_mb=8; udevadm settle -t ${SETTLES}; echo all-"there"\r`,
  );
  await vm.console.waitFor(/all-there/, SETTLES);
  const program = Buffer.from(PROGRAM).toString('base64');
  // Lines that the terminal of the shell takes whole.
  for (const part of program.match(/.{1,500}/g) ?? []) {
    vm.console.send(`printf %s ${part} >> /run/bench.b64; echo got-"it"\r`);
    await vm.console.waitFor(/got-it/, 60);
  }
  vm.console.send('base64 -d /run/bench.b64 > /run/bench.mjs; /usr/lib/cos-installer/node /run/bench.mjs\r');
  const [, disks, lsblk = '0', probe = '0'] = await vm.console.waitFor(
    /measured (\d+) (\S+) (\S+) end/,
    SETTLES,
  );
  console.log(`| ${disks} disks in QEMU | seconds | × |\n| --- | --- | --- |`);
  console.log(`| one \`lsblk -O\` | ${lsblk} | 1.0 |`);
  console.log(`| the installer | ${probe} | ${(Number(probe) / Number(lsblk)).toFixed(2)} |`);
});
