import { expect, test } from 'vitest';
import { expectCleanLog, expectNode, expectStrangerUntouched } from './expectations.ts';
import { instOpts } from './facts.ts';
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

const scenario: Scenario = {
  name: 'agent-bios-usb',
  firmware: 'bios',
  as: 'usb',
  bus: 'sata',
  number: 2,
  hostname: 'agent1',
  address: '192.168.122.190',
  role: {
    role: 'agent',
    agent: {
      controllers: ['192.168.122.170:80', '192.168.122.171:80'],
      install_code: '0070',
      network_mode: 'bridge',
    },
  },
  // A BIOS starts the first hard disk only, and that is the stick while it is in.
  install: { on_success: 'poweroff' },
  network: { address: '192.168.122.190/24', gateway: '192.168.122.1', dns: ['192.168.122.3'] },
};

test('an agent installs by BIOS from a USB stick onto a SATA disk', async () => {
  const stage = await prepareStage(scenario);
  await withVm(withMedium(stage, true), async (vm) => {
    await install(vm);
    await vm.powerOff(LIMITS.off);
  });
  await withVm(withoutMedium(stage), async (vm) => {
    await logIn(vm, stage);
    const facts = await expectNode(stage);
    expect(facts.addresses).toBe('br0 192.168.122.190/24;');
    expect(facts.route).toMatch(/^default via 192\.168\.122\.1 dev br0/);
    expect(await instOpts(stage.node)).toMatchObject({
      COS_ROLE: 'agent',
      COS_CONTROLLER: '192.168.122.170:80,192.168.122.171:80',
      COS_INST_CODE: '0070',
      COS_NETMODE: 'bridge',
      COS_DISCOVERY_URL: 'http://192.168.122.170:2379/v2/keys/discovery/hellocsphere',
    });
    await expectCleanLog(stage);
    await switchOff(vm, stage.node);
  });
  await expectStrangerUntouched(stage);
});
