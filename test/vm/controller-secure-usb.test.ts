import { expect, test } from 'vitest';
import { sentence } from './console.ts';
import { expectCleanLog, expectNode, expectStrangerUntouched } from './expectations.ts';
import { instOpts } from './facts.ts';
import { withVm } from './qemu.ts';
import { install, LIMITS, logIn, prepareStage, type Scenario, switchOff, withMedium } from './scenario.ts';

const MEMBERS = ['192.168.122.171', '192.168.122.172', '192.168.122.173'];

const scenario: Scenario = {
  name: 'controller-secure-usb',
  firmware: 'uefi-secure',
  as: 'usb',
  bus: 'nvme',
  number: 3,
  hostname: 'controller2',
  address: '192.168.122.171',
  role: {
    role: 'controller',
    controller: {
      cluster_size: 3,
      auth_key: '0123456789abcdefghijABCDEFGHIJ01',
      ha: { members: MEMBERS, virtual_ip: '192.168.122.180' },
    },
  },
  network: { address: '192.168.122.171/24', gateway: '192.168.122.1', dns: ['192.168.122.3'] },
};

test('a controller of three installs under Secure Boot from a USB stick that stays in, onto NVMe', async () => {
  const stage = await prepareStage(scenario);
  await withVm(withMedium(stage, true), async (vm) => {
    await install(vm);
    // The firmware prefers the stick: the second start is the installer's again, and it starts the node.
    await vm.console.waitFor(
      sentence('already holds a complete node made from these answers: starting it'),
      LIMITS.live,
    );
    await logIn(vm, stage);
    const { ntp } = await expectNode(stage);
    // The controllers agree with each other also where no other server is reached.
    const others = MEMBERS.filter((member) => member !== '192.168.122.171');
    expect(ntp).toBe(['192.168.122.1', ...others].map((one) => `server ${one} iburst;`).join(''));
    expect(await stage.node.sh('od -An -tu1 -j4 -N1 /sys/firmware/efi/efivars/SecureBoot-*')).toMatch(
      /^\s*1$/,
    );
    expect(await instOpts(stage.node)).toMatchObject({
      COS_ROLE: 'controller',
      COS_CONTROLLER: '192.168.122.180:80',
      COS_AUTH_KEY: '0123456789abcdefghijABCDEFGHIJ01',
      COS_MONGOREPL: 'YES',
      CONTROLLER_FLOAT_IP: '192.168.122.180',
    });
    await expectCleanLog(stage);
    await switchOff(vm, stage.node);
  });
  await expectStrangerUntouched(stage);
});
