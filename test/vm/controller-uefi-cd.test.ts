import { truncateSync } from 'node:fs';
import { expect, test } from 'vitest';
import { GiB } from '../../src/bytes.ts';
import { sentence } from './console.ts';
import { expectCleanLog, expectNode, expectStrangerUntouched } from './expectations.ts';
import { gatherFacts, instOpts } from './facts.ts';
import { withVm } from './qemu.ts';
import { LIMITS, prepareStage, type Scenario, switchOff, withMedium, withoutMedium } from './scenario.ts';

const scenario: Scenario = {
  name: 'controller-uefi-cd',
  firmware: 'uefi',
  as: 'cd',
  bus: 'virtio',
  number: 1,
  hostname: 'controller1',
  address: '192.168.122.170',
  role: { role: 'controller', controller: { http_port: 8080, cluster_size: 1 } },
  network: { address: '192.168.122.170/24', gateway: '192.168.122.1', dns: ['192.168.122.3'] },
};

test('a controller installs by UEFI from a CD that stays in, and an edited user_data is applied', async () => {
  const stage = await prepareStage(scenario);
  const first = await withVm(withMedium(stage, true), async (vm) => {
    // The firmware prefers the CD: the second start is the installer's again, and it starts the node.
    await vm.console.waitFor(/COS is installed on \/dev\/vda/, LIMITS.live + LIMITS.install);
    await vm.console.waitFor(
      sentence('already holds a complete node made from these answers: starting it'),
      LIMITS.live,
    );
    await vm.console.waitFor(/controller1 login:/, LIMITS.firstBoot);
    const facts = await expectNode(stage);
    expect(facts.route).toMatch(/^default via 192\.168\.122\.1 dev \w+/);
    expect(await instOpts(stage.node)).toMatchObject({
      COS_ROLE: 'controller',
      COS_CONTROLLER: '127.0.0.1:8080',
      COS_CONTROLLER_PORT: '8080',
      COS_AUTH_KEY: expect.stringMatching(/^[A-Za-z0-9]{32}$/),
      COS_INST_CODE: '',
      COS_CLUSTER_SIZE: '1',
      COS_NETMODE: 'ipvlan',
      COS_MONGOREPL: 'NO',
    });
    await expectCleanLog(stage);
    await stage.node.sh("sed -i 's/controller1/renamed1/' /var/lib/coreos-install/user_data");
    await switchOff(vm, stage.node);
    return facts;
  });
  await expectStrangerUntouched(stage);

  // The disk grows, the medium is gone: the firmware finds the node's own boot file.
  truncateSync(stage.disks[0], 12 * GiB);
  await withVm(withoutMedium(stage), async (vm) => {
    await vm.console.waitFor(/renamed1 login:/, LIMITS.boot);
    const facts = await gatherFacts(stage.node, LIMITS.boot);
    expect(facts).toMatchObject({
      state: 'running',
      failed: '',
      hostname: 'renamed1',
      hostkeys: first.hostkeys,
    });
    expect(facts.addresses).toContain(' 192.168.122.170/24;');
    expect(Number(facts.root_bytes) - Number(first.root_bytes)).toBeGreaterThan(1.8 * GiB);
    await switchOff(vm, stage.node);
  });
});
