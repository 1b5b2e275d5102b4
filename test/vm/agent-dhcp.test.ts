import { expect, test } from 'vitest';
import { expectNode, expectStrangerUntouched } from './expectations.ts';
import { instOpts } from './facts.ts';
import { withVm } from './qemu.ts';
import { install, logIn, prepareStage, type Scenario, switchOff, withMedium } from './scenario.ts';

const scenario: Scenario = {
  name: 'agent-dhcp',
  firmware: 'bios',
  as: 'cd',
  bus: 'virtio',
  number: 4,
  hostname: 'agent2',
  address: '192.168.122.50',
  role: {
    role: 'agent',
    agent: { controllers: '192.168.122.170:80', install_code: '8070', network_mode: 'ipvlan' },
  },
  network: { address: 'dhcp' },
};

test('an agent that gets its address by DHCP installs by BIOS from a CD', async () => {
  const stage = await prepareStage(scenario);
  await withVm(withMedium(stage), async (vm) => {
    await install(vm);
    await logIn(vm, stage);
    const facts = await expectNode(stage);
    // The card has this address from nowhere else: no answer names it.
    expect(facts.addresses).toMatch(/^\w+ 192\.168\.122\.50\/24;$/);
    expect(await instOpts(stage.node)).toMatchObject({ COS_ROLE: 'agent', COS_NETMODE: 'ipvlan' });
    await switchOff(vm, stage.node);
  });
  await expectStrangerUntouched(stage);
});
