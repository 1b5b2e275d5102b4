import { truncateSync } from 'node:fs';
import { expect, test } from 'vitest';
import { GiB } from '../../src/bytes.ts';
import { answersSystem, choosesDisk, choosesRole, confirms, finishesAndSaves } from './by-hand.ts';
import { sentence } from './console.ts';
import { expectCleanLog, expectNode, expectStrangerUntouched } from './expectations.ts';
import { type Facts, gatherFacts, instOpts } from './facts.ts';
import { KEY, Operator } from './operator.ts';
import { type Vm, withVm } from './qemu.ts';
import {
  LIMITS,
  prepareStage,
  type Scenario,
  type Stage,
  switchOff,
  withMedium,
  withoutMedium,
} from './scenario.ts';

const scenario: Scenario = {
  name: 'controller-uefi-cd',
  firmware: 'uefi',
  as: 'cd',
  bus: 'virtio',
  number: 1,
  hostname: 'controller1',
  address: '192.168.122.170',
  byHand: true,
  role: {},
  network: {},
};

/** Every page of a controller, up to the last question. */
async function answersPages(operator: Operator, stage: Stage, vm: Vm): Promise<void> {
  await choosesRole(operator, 'controller', /HTTP Port/);
  await operator.fills(['8080', '1', ''], /Using Controller HA/);
  await operator.types(KEY.enter, /System Settings/);
  await answersSystem(operator, stage);
  await vm.cable(false);
  await operator.sees(/\[NoLink\]/);
  await vm.cable(true);
  await operator.sees(/\[Linked\]/);
  await operator.types(KEY.enter, /DHCP Request/);
  await operator.types(KEY.enter, /SetUp \w+/);
  await operator.types(KEY.enter, /IP\/Mask/);
  await operator.fills(['192.168.122.170/24', '10.0.0.1'], /10\.0\.0\.1 is outside/);
  await operator.types(KEY.up, /Gateway/);
  await operator.fills(['192.168.122.1', '192.168.122.3', '', ''], /Select Disk/);
  await choosesDisk(operator);
}

/** Ctrl+C while the image is written: said what that means, and nothing is left mounted. */
async function aborts(operator: Operator, vm: Vm): Promise<void> {
  await operator.sees(/\[ {2}> \] Write the system image/, LIMITS.install);
  await operator.types(KEY.abort, /Abort the installation\?/);
  await operator.types(KEY.tab + KEY.enter, /\/dev\/vda does not boot and its former contents are lost/);
  await operator.chooses('Root shell', /Root shell: exit or Ctrl\+D starts the installer again[^#]*#/);
  vm.console.send('findmnt -n -t ext4,vfat -o TARGET | grep -c cos-install/[eor]; echo end-of-mounts\r');
  await vm.console.waitFor(/\n0\nend-of-mounts\n[^#]*#/, 60);
}

async function checksNode(stage: Stage): Promise<Facts> {
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
  return facts;
}

test('a controller by hand: aborted while writing, installed again by the same wizard, its CD ejected', async () => {
  const stage = await prepareStage(scenario);
  const first = await withVm(withMedium(stage, true), async (vm) => {
    const operator = new Operator(vm.console);
    await answersPages(operator, stage, vm);
    await confirms(operator);
    await aborts(operator, vm);
    vm.console.send(KEY.restart);
    await answersPages(operator, stage, vm);
    await confirms(operator);
    await finishesAndSaves(operator);
    const ejected = vm.trayOpens(LIMITS.live);
    await operator.chooses('Reboot');
    await ejected;
    // Here the tray closes again at the reset, and the firmware prefers the CD: the installer finds the saved
    // answers, sees the node that was made from them, and starts it.
    await vm.console.waitFor(
      sentence('already holds a complete node made from these answers: starting it'),
      LIMITS.live,
    );
    await vm.console.waitFor(/controller1 login:/, LIMITS.firstBoot);
    const facts = await checksNode(stage);
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
