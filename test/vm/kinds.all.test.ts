import { describe, expect, test } from 'vitest';
import { GiB } from '../../src/bytes.ts';
import { emptyDisk, sha256, strangersDisk } from './disks.ts';
import { expectNode } from './expectations.ts';
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
import type { VmDisk } from './vm-disk.ts';

const TIB = 1024 * GiB;

function scenarioOf(name: string, number: number, over: Partial<Scenario>): Scenario {
  return {
    name,
    firmware: 'uefi',
    as: 'cd',
    bus: 'virtio',
    number,
    hostname: name,
    address: `192.168.122.${number}`,
    role: { role: 'controller', controller: { cluster_size: 1 } },
    install: { on_success: 'poweroff' },
    network: { address: `192.168.122.${number}/24`, gateway: '192.168.122.1' },
    ...over,
  };
}

/** Installs on the first of these disks, beside the stranger's and the answers, and starts the node. */
async function installOn(scenario: Scenario, disksOf: (folder: string) => readonly VmDisk[]) {
  const stage = await prepareStage(scenario);
  const disks = [...disksOf(stage.folder), ...withoutMedium(stage).disks.slice(1)];
  const others = disks.slice(1).filter(({ file }) => file !== disks[0]?.file);
  const hashes = () => Promise.all(others.map(({ file }) => sha256(file)));
  const before = await hashes();
  await withVm({ ...withMedium(stage, true), disks }, async (vm) => {
    await install(vm);
    await vm.powerOff(LIMITS.off);
  });
  const facts = await withVm({ ...withoutMedium(stage), disks }, async (vm) => {
    await logIn(vm, stage);
    const found = await expectNode(stage);
    const device = await stage.node.sh(
      'lsblk --inverse --raw --noheadings --output NAME,TYPE "$(findmnt -nro SOURCE /)" | sed -n 2p',
    );
    await switchOff(vm, stage.node);
    return { device, rootBytes: Number(found.root_bytes) };
  });
  expect(await hashes(), 'the other disks').toEqual(before);
  return facts;
}

describe('disks of all kinds', () => {
  test('one of two namespaces of an NVMe controller, with sectors of 4096 bytes: UEFI starts it', async () => {
    const path = '/dev/disk/by-id/nvme-QEMU_NVMe_Ctrl_NVME-1_1';
    const scenario = scenarioOf('namespaces-4kn', 76, { disk: { target: { path } } });
    const namespace = { bus: 'namespace', serial: 'NVME-1', sectorBytes: 4096 } as const;
    const { device } = await installOn(scenario, (folder) => [
      { ...namespace, file: emptyDisk(folder, 'namespace-1.img') },
      { ...namespace, file: strangersDisk(folder, 'namespace-2.img') },
    ]);
    // Which namespace gets which number is not settled; that it is the right one, the other's hash says.
    expect(device).toMatch(/^nvme0n[12] disk$/);
  });

  test('3 TiB on a SAS controller, named by its WWN: a BIOS starts it, and ROOT has all of it', async () => {
    const wwn = '0x5000c50015ea71c1';
    const scenario = scenarioOf('sas-3tib', 77, { firmware: 'bios', disk: { target: { wwn } } });
    const { rootBytes } = await installOn(scenario, (folder) => [
      { file: emptyDisk(folder, 'sas.img', 3 * TIB), bus: 'sas', serial: 'SAS-1', wwn },
    ]);
    expect(rootBytes).toBeGreaterThan(2.9 * TIB);
  });

  test('two paths to one disk are one disk, for the installer and for the node', async () => {
    const wwn = '0x5000c50015ea71b1';
    const path = { bus: 'scsi', serial: 'LUN-1', wwn, shared: true } as const;
    const { device } = await installOn(
      scenarioOf('two-paths', 80, { disk: { target: { wwn } } }),
      (folder) => {
        const file = emptyDisk(folder, 'lun.img');
        return [
          { ...path, file },
          { ...path, file },
        ];
      },
    );
    expect(device).toBe('35000c50015ea71b1 mpath');
  });
});
