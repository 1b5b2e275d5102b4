import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { type Inventory, inventorySchema } from '../../src/installer/inventory.ts';
import { readyMedium } from '../../src/installer/medium-ready.ts';
import { probeMachine } from '../../src/installer/probe.ts';
import { realMachine } from '../../src/machine.ts';
import { recordingMachine } from '../recording-machine.ts';
import { makeTree, readTree } from '../sysroot.ts';

// What lsblk and find make of a tree is what is tested here: both run, and only read.
vi.unmock('execa');

const folder = mkdtempSync(join(tmpdir(), 'cos-sysroot-'));
beforeAll(() => makeTree(folder, readTree(new URL('sysroot/server.txt', import.meta.url))));
afterAll(() => rmSync(folder, { recursive: true }));

const copied = (sysroot = folder) => probeMachine({ machine: realMachine, sysroot });

test('a copied tree is read as the machine it came from', async () => {
  const inventory = inventorySchema.parse(await copied());
  expect(inventory).toMatchObject({
    firmware: { kind: 'uefi', secure_boot: true },
    dmi: { vendor: 'Dell Inc.', product: 'PowerEdge R740', uuid: '4c4c4544-0058-4b10-8032-b7c04f513133' },
    cpu: { model: 'Intel(R) Xeon(R) Gold 5218 CPU @ 2.30GHz', cores: 2 },
    memory_bytes: 16274964 * 1024,
    medium: {
      device: '/dev/sdf1',
      label: 'CDROM',
      mount_point: '/run/cos/medium',
      manifest: { version: '1.0.0' },
    },
  });
  expect(inventory.dmi.serial).toBeUndefined();
});

test('its disks: text files of udev stand for the device nodes', async () => {
  const { disks } = await copied();
  expect(disks.map((disk) => `${disk.path} ${disk.type} ${disk.bus} ${disk.serial ?? '-'}`)).toEqual([
    '/dev/sda disk sata PHYF850501AB240AGN',
    '/dev/sdb disk scsi 80AG4LfzA7h',
    '/dev/sdc disk scsi 80AG4LfzA7h',
    '/dev/sdd disk sas W470AB00',
    '/dev/sde disk sas W470AB01',
    '/dev/sdf disk usb 4C530001230412105433',
    '/dev/mmcblk0 disk mmc -',
    '/dev/vda disk virtio target',
    '/dev/nvme0n1 disk nvme S64GNE0R800101',
    '/dev/mapper/mpatha mpath scsi 80AG4LfzA7h',
    '/dev/md127 raid1 sas 1c0e9a5d:7b8f3c2a:5d6e7f80:91a2b3c4',
  ]);
  const [sda, sdb] = disks;
  expect(sda).toMatchObject({
    model: 'INTEL SSDSC2KB240G8',
    wwn: '0x55cd2e414f8d0001',
    links: [
      '/dev/disk/by-id/ata-INTEL_SSDSC2KB240G8_PHYF850501AB240AGN',
      '/dev/disk/by-id/wwn-0x55cd2e414f8d0001',
      '/dev/disk/by-path/pci-0000:00:1f.2-ata-1',
    ],
    children: [
      {
        path: '/dev/sda1',
        partition_number: 1,
        partition_label: 'EFI System',
        label: 'EFI SYS',
        mount_points: [],
      },
      { path: '/dev/sda2', partition_number: 2, mount_points: ['/mnt/old'] },
    ],
  });
  expect(sdb?.wwn).toBe('0x600a098038304147345d4c667a413768');
  expect(disks.filter((disk) => disk.is_medium).map((disk) => disk.path)).toEqual(['/dev/sdf']);
});

test('an array that is not started is seen where it holds a disk', async () => {
  const vda = (await copied()).disks.find((disk) => disk.path === '/dev/vda');
  expect(vda?.children).toEqual([expect.objectContaining({ path: '/dev/md126', type: 'md', bytes: 0 })]);
});

test('its cards, without those of this machine', async () => {
  const { links } = await copied();
  expect(links.map((link) => `${link.name} ${link.permanent_mac ?? '-'} ${link.kind} ${link.link}`)).toEqual([
    'bond0 - bond up',
    'br0 - bridge up',
    'docker0 - bridge down',
    'eno1 b0:26:28:1e:00:01 physical up',
    'eno2 b0:26:28:1e:00:02 physical down',
    'eno3 b0:26:28:1e:00:03 slave up',
    'eno4 b0:26:28:1e:00:04 physical unknown',
    'enx00e04c680001 00:e0:4c:68:00:01 physical up',
    'vlan100 - vlan up',
    'wlp2s0 34:f6:4b:aa:bb:cc wireless unknown',
  ]);
});

test('an empty tree: every probe that fails is a finding, and what is not known is absent', async () => {
  const empty = mkdtempSync(join(tmpdir(), 'cos-empty-'));
  const inventory = inventorySchema.parse(await copied(empty));
  rmSync(empty, { recursive: true });
  expect(inventory).toMatchObject({ firmware: { kind: 'bios' }, disks: [], links: [] });
  expect(inventory.dmi).toEqual({});
  expect([inventory.memory_bytes, inventory.cpu.cores, inventory.medium]).toEqual([
    undefined,
    undefined,
    undefined,
  ]);
  // Older lsblk shows an empty list here, newer lsblk fails: the lists of cards and links fail with both.
  expect(inventory.findings.join('\n')).toMatch(/^network: .*\/sys\/class\/net/m);
  expect(inventory.findings.filter((finding) => finding.includes('\n'))).toEqual([]);
});

test('this machine: the probe runs to its end and gives a valid inventory', async () => {
  const inventory = inventorySchema.parse(await probeMachine({ machine: realMachine }));
  expect(inventory.memory_bytes).toBeGreaterThan(100e6);
  expect(inventory.cpu.cores).toBeGreaterThan(0);
  expect(inventory.findings.filter((finding) => finding.startsWith('disks'))).toEqual([]);
  for (const disk of inventory.disks) expect(disk.path).toMatch(/^\/dev\/(?!loop|zram|ram|sr|fd\d)/);
});

test('what lsblk prints wrongly is a finding too', async () => {
  const machine = recordingMachine({ outputs: { lsblk: '{"blockdevices": [{"kname": 7}]}' } });
  const { disks, findings } = await probeMachine({ machine, sysroot: '/nowhere' });
  expect(disks).toEqual([]);
  expect(findings[0]).toMatch(/^disks: .*expected string/s);
});

test('a damaged manifest leaves the medium and says so; no manifest says nothing', async () => {
  const medium = {
    kname: 'sr0',
    path: '/dev/sr0',
    'maj:min': '11:0',
    type: 'rom',
    rota: true,
    ro: true,
    rm: true,
  };
  const lsblk = JSON.stringify({
    blockdevices: [{ ...medium, label: 'CDROM', mountpoints: ['/run/cos/medium'] }],
  });
  const probe = (files: Record<string, string>) =>
    probeMachine({ machine: recordingMachine({ outputs: { lsblk }, files }), sysroot: '/c' });
  const damaged = await probe({ '/c/run/cos/medium/cos/manifest.json': '{"version": 1' });
  expect(damaged.medium).toEqual({ device: '/dev/sr0', label: 'CDROM', mount_point: '/run/cos/medium' });
  expect(damaged.findings).toEqual([expect.stringMatching(/^medium: SyntaxError/)]);
  const none = await probe({});
  expect(none.findings).toEqual([]);
  // A medium with a bad byte is another thing than the wrong medium.
  const found = (inventory: Inventory) => {
    const ready = readyMedium(inventory);
    return 'problem' in ready ? ready.problem.args.found : ready;
  };
  expect(found(damaged)).toMatch(
    /^\/dev\/sr0 labelled CDROM, whose .*manifest.json is damaged \(SyntaxError/,
  );
  expect(found(none)).toBe('/dev/sr0 labelled CDROM, without /cos/manifest.json');
});
