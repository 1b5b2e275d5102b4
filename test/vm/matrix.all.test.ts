import { describe, expect, test } from 'vitest';
import { expectNode, expectStrangerUntouched } from './expectations.ts';
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

// With the four machines of the short set: each firmware has met both media, and two kinds of disk.
const MACHINES = [
  ['uefi', 'usb', 'nvme'],
  ['uefi-secure', 'cd', 'sata'],
] as const;

function scenarioOf(index: number): Scenario {
  const [firmware, as, bus] = MACHINES[index] ?? MACHINES[0];
  return {
    name: `matrix-${firmware}-${as}-${bus}`,
    firmware,
    as,
    bus,
    number: 10 + index,
    hostname: `matrix${index}`,
    address: '192.168.122.60',
    role: { role: 'controller', controller: { cluster_size: 1 } },
    install: { on_success: 'poweroff' },
    network: { address: '192.168.122.60/24', gateway: '192.168.122.1' },
  };
}

describe('every firmware, medium and bus', () => {
  test.each(MACHINES.map((machine, index) => [machine.join(', '), index] as const))(
    '%s',
    async (_, index) => {
      const stage = await prepareStage(scenarioOf(index));
      await withVm(withMedium(stage, true), async (vm) => {
        await install(vm);
        await vm.powerOff(LIMITS.off);
      });
      await withVm(withoutMedium(stage), async (vm) => {
        await logIn(vm, stage);
        expect((await expectNode(stage)).state).toBe('running');
        await switchOff(vm, stage.node);
      });
      await expectStrangerUntouched(stage);
    },
  );
});
