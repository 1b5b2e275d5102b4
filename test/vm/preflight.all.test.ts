import { expect, test } from 'vitest';
import { sentence } from './console.ts';
import { sha256 } from './disks.ts';
import { expectStrangerUntouched } from './expectations.ts';
import { withVm } from './qemu.ts';
import { LIMITS, prepareStage, type Scenario, withMedium } from './scenario.ts';

/** Nobody has the address of the controller; of the network only the gateway answers. */
const scenario: Scenario = {
  name: 'preflight',
  firmware: 'bios',
  as: 'cd',
  bus: 'virtio',
  number: 92,
  hostname: 'agent1',
  address: '192.168.122.192',
  role: {
    role: 'agent',
    agent: { controllers: ['192.168.122.170:80'], install_code: '8070', network_mode: 'bridge' },
  },
  install: { preflight: 'refuse', on_success: 'stay' },
  network: { address: '192.168.122.192/24', gateway: '192.168.122.1' },
};

const noWay = (mark: string) =>
  sentence(
    `no way to 192.168.122.170:80 (EHOSTUNREACH); check the address, the gateway and the cable [${mark}]`,
  );

test('an agent whose controller is dead, or whose address is in use, is refused before the disk is written to, and installs where that is a warning', async () => {
  const stage = await prepareStage(scenario);
  const untouched = await sha256(stage.disks[0]);
  await withVm(withMedium(stage), async ({ console }) => {
    await console.waitFor(sentence('[ok] gateway 192.168.122.1'), LIMITS.live);
    await console.waitFor(noWay('E357'), LIMITS.boot);
    await console.waitFor(sentence('Nothing was written to any disk.'), 60);
    await console.waitFor(/Root shell:[^#]*#/, 60);
    expect(await sha256(stage.disks[0])).toBe(untouched);
    console.send(
      'mount -o ro LABEL=COS-ANSWERS /mnt; cp /mnt/default.yaml .; umount /mnt; cos-install install default.yaml; echo "exit: $?"\r',
    );
    await console.waitFor(/\nexit: 8\n/, LIMITS.boot);
    expect(await sha256(stage.disks[0])).toBe(untouched);
    // QEMU's own name server has that address.
    console.send(
      'sed "s/192.168.122.192/192.168.122.3/" default.yaml >taken.yaml; cos-install install taken.yaml; echo "exit: $?"\r',
    );
    await console.waitFor(sentence('192.168.122.3 is in use: 52:55:c0:a8:7a:03 answers for it'), LIMITS.boot);
    await console.waitFor(/\nexit: 8\n/, LIMITS.boot);
    expect(await sha256(stage.disks[0])).toBe(untouched);
    // Of a test neither the bridge is left nor an address: only 127.0.0.1 is there.
    console.send('test -e /sys/class/net/br0 || echo "addresses: $(ip -4 -br address | wc -l)"\r');
    await console.waitFor(/\naddresses: 1\n/, LIMITS.boot);
    console.send(
      'sed -i "s/preflight: refuse/preflight: warn/" default.yaml; cos-install install default.yaml\r',
    );
    await console.waitFor(noWay('W357'), LIMITS.boot);
    await console.waitFor(/COS is installed on \/dev\/vda/, LIMITS.install);
  });
  expect(await sha256(stage.disks[0])).not.toBe(untouched);
  await expectStrangerUntouched(stage);
});
