import { expect, test } from 'vitest';
import { recordedMachine } from '../../machines.ts';
import { card, machineWith, wizardOn } from './cards.ts';

const told = card({
  link: 'up',
  speed_mbit: 1000,
  duplex: 'half',
  firmware: '1.63, 0x800009fa',
  max_speed_mbit: 10_000,
  lldp: { system: 'core-sw-1', port: 'Gi1/0/12' },
  booted_from: true,
});
const other = card({ name: 'eno2', mac: '50:9a:4c:6f:10:02', permanent_mac: '50:9a:4c:6f:10:02' });
const inventory = machineWith([told, other]);
const BLINK = { kind: 'blink', link: 'eno1' } as const;
const STOP = { kind: 'stop-blinking' } as const;

test.each(['en', 'zh'] as const)(
  'in %s what driver and switch told stands below the card, no row cut',
  (language) => {
    const long = {
      ...told,
      lldp: { system: 's'.repeat(48), port: 'p'.repeat(48) },
      firmware: 'f'.repeat(48),
    };
    for (const link of [told, long, { ...told, silent: 'no answer within 5 s' }]) {
      const wizard = wizardOn({ inventory: machineWith([link]), language, page: 'card' });
      expect(wizard.cut()).toEqual([]);
      expect(wizard.screen()).not.toMatch(/\{\w+\}/);
      expect(wizard.screen()).toContain(link.firmware);
      expect(wizard.screen()).toContain(link.lldp?.system);
    }
  },
);

test('firmware, fastest speed, half duplex, switch, and the card it was started over', () => {
  const text = wizardOn({ inventory, page: 'card' }).screen().replaceAll(/\s+/g, ' ');
  expect(text).toContain('firmware 1.63, 0x800009fa up to 10 Gbit/s half duplex');
  expect(text).toContain('switch core-sw-1, port Gi1/0/12 this machine was started over it');
});

test('a driver that is silent is said to be', () => {
  const silent = machineWith([card({ silent: 'no answer within 5 s' })]);
  const wizard = wizardOn({ inventory: silent, page: 'card' });
  expect(wizard.screen()).toContain('the driver is silent: no answer within 5 s');
});

test('a wireless card is offered only where there is no other', () => {
  const wireless = card({
    name: 'wlp1s0',
    kind: 'wireless',
    mac: '02:00:00:00:00:02',
    permanent_mac: undefined,
  });
  const alone = wizardOn({ inventory: machineWith([wireless]), page: 'card' });
  expect(alone.screen()).toContain('(*) wlp1s0');
  expect(alone.document().network).toMatchObject({ interface: { mac: '02:00:00:00:00:02' } });
  const both = wizardOn({ inventory: machineWith([wireless, other]), page: 'card' });
  expect(both.screen()).toContain('wlp1s0 not offered: wireless, and there is a card with a cable');
});

test.each(['i', 'I'])('%s blinks the light of the card under the cursor, and ends it', (key) => {
  const wizard = wizardOn({ inventory, page: 'card' });
  wizard.type(key);
  expect(wizard.requests).toEqual([BLINK]);
  expect(wizard.screen()).toContain('The light at the port of eno1 blinks. I ends it.');
  wizard.type(key);
  expect(wizard.requests).toEqual([BLINK, STOP]);
  expect(wizard.screen()).not.toContain('blinks.');
  wizard.send({ kind: 'blinked', link: 'eno1', outcome: { result: 'stopped' } });
  expect(wizard.document()).toEqual(wizardOn({ inventory, page: 'card' }).document());
});

test('the light of another card takes over, and the end of the first changes nothing', () => {
  const wizard = wizardOn({ inventory, page: 'card' });
  wizard.type('i');
  wizard.press('down');
  wizard.type('i');
  wizard.send({ kind: 'blinked', link: 'eno1', outcome: { result: 'stopped' } });
  expect(wizard.requests).toEqual([BLINK, { ...BLINK, link: 'eno2' }]);
  expect(wizard.screen()).toContain('The light at the port of eno2 blinks.');
  wizard.send({ kind: 'blinked', link: 'eno2', outcome: { result: 'blinked' } });
  expect(wizard.screen()).not.toContain('blinks.');
});

test.each(['en', 'zh'] as const)('in %s a light that cannot blink is said with the reason', (language) => {
  const wizard = wizardOn({ inventory, language, page: 'card' });
  wizard.type('i');
  wizard.send({ kind: 'blinked', link: 'eno1', outcome: { result: 'failed', reason: 'x'.repeat(120) } });
  expect(wizard.screen().replaceAll(/\s/g, '')).toContain('x'.repeat(120));
  expect(wizard.cut()).toEqual([]);
  wizard.press('tab', 'enter');
  expect(wizard.requests).not.toContainEqual(STOP);
});

test.each([['enter'], ['escape'], ['restart', 'right', 'enter']] as const)(
  'leaving by %s ends the light',
  (...keys) => {
    const wizard = wizardOn({ inventory, page: 'card' });
    wizard.type('i');
    wizard.press(...keys);
    expect(wizard.state().page).not.toBe('card');
    expect(wizard.requests).toContainEqual(STOP);
    expect(wizard.state().blink).toBeUndefined();
  },
);

test('on other pages, and where the card is written, I is a letter', () => {
  const desk = wizardOn({ page: 'card' });
  desk.type('i');
  expect(desk.requests).toEqual([]);
  expect(desk.screen()).not.toContain('I Blink');
  const elsewhere = wizardOn({ inventory: recordedMachine('virtio-vm'), page: 'role' });
  elsewhere.type('i');
  expect(elsewhere.requests).toEqual([]);
});
