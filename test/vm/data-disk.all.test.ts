import { expect, test } from 'vitest';
import { sentence } from './console.ts';
import { imageOf } from './container-image.ts';
import { strangersDisk } from './disks.ts';
import { expectCleanLog, expectNode, expectStrangerUntouched } from './expectations.ts';
import type { Node } from './node.ts';
import { type VmOptions, withVm } from './qemu.ts';
import {
  LIMITS,
  logIn,
  prepareStage,
  type Scenario,
  switchOff,
  withMedium,
  withoutMedium,
} from './scenario.ts';

const scenario: Scenario = {
  name: 'data-disk',
  firmware: 'uefi',
  as: 'cd',
  bus: 'virtio',
  number: 50,
  hostname: 'agent50',
  address: '192.168.122.90',
  role: {
    role: 'agent',
    agent: { controllers: ['192.168.122.170:80'], install_code: '0070', network_mode: 'bridge' },
  },
  network: { address: '192.168.122.90/24', gateway: '192.168.122.1' },
  disk: { data: { select: { serial: 'DATA-1' } } },
  install: { wipe: ['target', 'data'], on_success: 'poweroff' },
};

/** Writes so many MiB into a container that may hold ten. */
const fill = (mebibytes: number) =>
  `docker run --rm --network none --storage-opt size=10M dd ${'$(command -v dd)'} if=/dev/zero of=/file bs=1M count=${mebibytes} 2>&1; true`;

const mounted = (node: Node) =>
  node.sh('findmnt --noheadings --output FSTYPE,LABEL,OPTIONS /var/lib/docker || true');

test('a data disk is made anew, holds docker with its quotas, and docker waits for it', async () => {
  const stage = await prepareStage(scenario);
  const { node } = stage;
  const file = strangersDisk(stage.folder, 'data.img');
  const withData = (options: VmOptions): VmOptions => ({
    ...options,
    disks: [...options.disks, { file, bus: 'nvme', serial: 'DATA-1' }],
  });
  await withVm(withData(withMedium(stage)), async (vm) => {
    await vm.console.waitFor(sentence('All data on /dev/nvme0n1 (9.66 GB'), LIMITS.live);
    await vm.console.waitFor(sentence('[ ok ] Make the file system for containers'), LIMITS.install);
    await vm.console.waitFor(sentence('[ ok ] Check the file system for containers'), LIMITS.install);
    await vm.console.waitFor(/COS is installed on \/dev\/vda/, LIMITS.install);
    await vm.powerOff(LIMITS.off);
  });

  await withVm(withData(withoutMedium(stage)), async (vm) => {
    await logIn(vm, stage);
    await expectNode(stage);
    expect(await mounted(node)).toMatch(/^xfs +COS-DATA +rw,.*prjquota/);
    expect(
      await node.sh('systemctl start docker && docker info --format "{{.DockerRootDir}} {{.Driver}}"'),
    ).toBe('/var/lib/docker overlay2');
    await node.sh(imageOf('dd', ['dd']));
    expect(await node.sh(fill(5))).toContain('5+0 records out');
    expect(await node.sh(fill(20))).toContain('No space left on device');
    await expectCleanLog(stage);
    await switchOff(vm, node);
  });

  // Without the disk the node is up all the same, and docker is not: it would fill ROOT.
  await withVm(withoutMedium(stage), async (vm) => {
    await logIn(vm, stage);
    await node.ready(LIMITS.boot);
    expect(await mounted(node)).toBe('');
    expect(await node.sh('systemctl start docker 2>&1 || systemctl is-active docker; true')).toMatch(
      /inactive$/,
    );
    expect(await node.sh('ls -A /var/lib/docker')).toBe('');
    await switchOff(vm, node);
  });

  await withVm(withData(withoutMedium(stage)), async (vm) => {
    await logIn(vm, stage);
    await node.ready(LIMITS.boot);
    expect(await node.sh('systemctl start docker && docker image ls --format "{{.Repository}}"')).toBe('dd');
    await switchOff(vm, node);
  });
  await expectStrangerUntouched(stage);
});
