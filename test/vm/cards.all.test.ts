import { test } from 'vitest';
import { answersSystem, choosesRole } from './by-hand.ts';
import { lldpFrame, plugIntoSwitch } from './lldp-frame.ts';
import { KEY, Operator } from './operator.ts';
import { type VmOptions, withVm } from './qemu.ts';
import { prepareStage, type Scenario, withMedium } from './scenario.ts';

const scenario: Scenario = {
  name: 'cards',
  firmware: 'bios',
  as: 'cd',
  bus: 'virtio',
  number: 85,
  hostname: 'agent85',
  address: '192.168.122.50',
  byHand: true,
  role: {},
  network: {},
};
/** UDP ports that are the two ends of a cable. */
const CABLE = { machine: 21085, switch: 21086 } as const;

/** Behind the card with a network: one whose cable is pulled, one on a switch, one alone on a hub. */
function withCards(options: VmOptions): VmOptions {
  const end = (name: string, port: number) => `${name}.type=inet,${name}.host=127.0.0.1,${name}.port=${port}`;
  const cable = `dgram,id=switch,${end('local', CABLE.machine)},${end('remote', CABLE.switch)}`;
  const more = [
    ...['-netdev', 'hubport,id=nowhere,hubid=1'],
    ...['-device', 'virtio-net-pci,id=dark,netdev=nowhere,mac=52:54:00:00:85:02'],
    ...['-netdev', cable, '-device', 'e1000e,id=lit,netdev=switch,mac=52:54:00:00:85:03'],
    ...['-netdev', 'hubport,id=alone,hubid=2'],
    ...['-device', 'e1000,id=last,netdev=alone,mac=52:54:00:00:85:04'],
  ];
  return { ...options, more };
}

test('the page of the cards says what is so: links, speeds, the switch; a light blinks; IPv6 is seen', async () => {
  const stage = await prepareStage(scenario);
  const unplug = plugIntoSwitch(CABLE.machine, lldpFrame({ system: 'core\x1b[2J-1', port: 'Gi1/0/12' }));
  try {
    await withVm(withCards(withMedium(stage)), async (vm) => {
      const operator = new Operator(vm.console);
      await choosesRole(operator, 'agent', /InstallCode/);
      await operator.fills(['192.168.122.170:80', '8070'], /System Settings/);
      await answersSystem(operator, stage);
      await vm.qmp('set_link', { name: 'dark', up: false });
      await operator.types(KEY.down, / > +\( \) en\w+ +\[NoLink\].*\n.*52:54:00:00:85:02/);
      await operator.types(
        KEY.down,
        / > +\( \) en\w+ +\[Linked\] +1 Gbit\/s[\s\S]*e1000e {2}52:54:00:00:85:03/,
      );
      await operator.sees(/up to 1 Gbit\/s {2}switch core\S*033\[2J-1, port\s+Gi1\/0\/12/);
      await operator.types('i', /The light at the port of en\w+ blinks/);
      await operator.types('i', /^(?![\s\S]*blinks)/);
      await operator.types(
        KEY.down,
        / > +\( \) en\w+ +\[Linked\] +1 Gbit\/s[\s\S]*e1000 {2}52:54:00:00:85:04/,
      );
      await operator.types(
        `${KEY.up.repeat(3)}i`,
        /The light of en\w+ cannot blink: ethtool: [\s\S]*not\s+supported/,
      );
      await operator.types(KEY.enter, /DHCP Request/);
      await operator.sees(/IPv6 router {2}fe80::\S+, \S+::\/64, addresses made by each node/);
      await operator.sees(/IP\/Mask +192\.168\.122\.50\/24/);
    });
  } finally {
    unplug();
  }
});
