import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { answersSystem, choosesDisk, choosesRole, confirms, finishesAndSaves } from './by-hand.ts';
import { emptyDisk, savedAnswers } from './disks.ts';
import { expectCleanLog, expectNode, expectStrangerUntouched } from './expectations.ts';
import { instOpts } from './facts.ts';
import { KEY, Operator } from './operator.ts';
import { plannedBy, withoutDrawn } from './plans.ts';
import { withVm } from './qemu.ts';
import { LIMITS, logIn, prepareStage, type Scenario, switchOff, withMedium } from './scenario.ts';

const scenario: Scenario = {
  name: 'agent-by-hand',
  firmware: 'bios',
  as: 'cd',
  bus: 'virtio',
  number: 4,
  hostname: 'agent2',
  address: '192.168.122.50',
  byHand: true,
  role: {},
  network: {},
};

test('an agent by hand with an address by DHCP, and once more from its saved answers', async () => {
  const stage = await prepareStage(scenario);
  await withVm(withMedium(stage), async (vm) => {
    const operator = new Operator(vm.console);
    await choosesRole(operator, 'agent', /InstallCode/);
    await operator.fills(['192.168.122.170:80', '8070'], /System Settings/);
    await answersSystem(operator, stage);
    await operator.types(KEY.enter, /DHCP Request/);
    await operator.sees(/IP\/Mask +192\.168\.122\.50\/24/);
    await operator.types(KEY.enter, /NetMode/);
    await operator.chooses('ipvlan', /192\.168\.122\.50\/24.* from DHCP/);
    await operator.chooses('DHCP: asked for at every start', /\(\*\) DHCP/);
    await operator.fills(['', '', ''], /Select Disk/);
    await choosesDisk(operator);
    await confirms(operator);
    await finishesAndSaves(operator);
    await operator.chooses('Reboot');
    await logIn(vm, stage);
    const facts = await expectNode(stage);
    // The card has this address from nowhere else: no answer names it.
    expect(facts.addresses).toMatch(/^\w+ 192\.168\.122\.50\/24;$/);
    expect(await instOpts(stage.node)).toMatchObject({ COS_ROLE: 'agent', COS_NETMODE: 'ipvlan' });
    await expectCleanLog(stage);
    for (const name of ['plan.json', 'inventory.json'])
      writeFileSync(join(stage.folder, name), await stage.node.sh(`cat /var/log/cos-install/${name}`));
    await switchOff(vm, stage.node);
  });
  await expectStrangerUntouched(stage);

  const [saved, ...others] = savedAnswers(stage.disks[2]);
  expect(others).toEqual([]);
  writeFileSync(join(stage.folder, 'saved.yaml'), saved?.[1] ?? '');
  const planned = plannedBy(join(stage.folder, 'saved.yaml'), join(stage.folder, 'inventory.json'));
  const carriedOut = readFileSync(join(stage.folder, 'plan.json'), 'utf8');
  expect(withoutDrawn(planned)).toEqual(withoutDrawn(JSON.parse(carriedOut)));

  emptyDisk(stage.folder, 'target.img');
  await withVm(withMedium(stage), async (vm) => {
    await vm.console.waitFor(new RegExp(`answers: .*${RegExp.escape(saved?.[0] ?? '')}: found`), LIMITS.live);
    await vm.console.waitFor(/COS is installed on \/dev\/vda/, LIMITS.install);
  });
});
