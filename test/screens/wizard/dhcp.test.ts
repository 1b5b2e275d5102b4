import { expect, test } from 'vitest';
import type { DhcpOutcome } from '../../../src/network/dhcp.ts';
import { recordedMachine } from '../../machines.ts';
import { OFFER, wizardOn } from './cards.ts';

const inventory = recordedMachine('multipath');
const TRY = { kind: 'try-dhcp', link: 'eno1' } as const;
const CANCEL = { kind: 'cancel-dhcp' } as const;

test('opening the page tries once on the chosen card and counts the seconds', () => {
  const wizard = wizardOn({ inventory, page: 'dhcp' });
  expect(wizard.requests).toEqual([TRY]);
  wizard.tick(3);
  expect(wizard.screen()).toContain('Trying to Obtain IP Configs via DHCP on eno1 ... 3 s');
  wizard.send({ kind: 'dhcp', link: 'eno1', outcome: OFFER });
  wizard.tick(2);
  expect(wizard.screen()).toMatch(/IP\/Mask +192\.168\.122\.57\/24/);
  expect(wizard.screen()).toContain('Of no use, left out: routers: "0.0.0.0"');
  wizard.press('enter');
  expect(wizard.state().page).toBe('addresses');
  wizard.press('escape');
  expect(wizard.requests).toEqual([TRY]);
});

test.each(['enter', 'escape'] as const)('%s leaves at once and gives the attempt up', (key) => {
  const wizard = wizardOn({ inventory, page: 'dhcp' });
  wizard.press(key);
  expect(wizard.state().page).not.toBe('dhcp');
  expect(wizard.requests).toEqual([TRY, CANCEL]);
  wizard.send({ kind: 'dhcp', link: 'eno1', outcome: { result: 'cancelled' } });
  expect(wizard.state().dhcp).toEqual({ state: 'idle' });
  wizard.goTo('dhcp');
  expect(wizard.requests).toEqual([TRY, CANCEL, TRY]);
});

test('the answer of an attempt that was given up does not end the next one', () => {
  const wizard = wizardOn({ inventory, page: 'dhcp' });
  wizard.press('enter');
  wizard.goTo('dhcp');
  wizard.send({ kind: 'dhcp', link: 'eno1', outcome: { result: 'cancelled' } });
  expect(wizard.state().dhcp.state).toBe('running');
});

test('starting the wizard again gives the attempt up', () => {
  const wizard = wizardOn({ inventory, page: 'dhcp' });
  wizard.press('restart', 'right', 'enter');
  expect(wizard.state().page).not.toBe('dhcp');
  expect(wizard.requests).toEqual([TRY, CANCEL]);
});

test('help and an unanswered question do not end the attempt', () => {
  const wizard = wizardOn({ inventory, page: 'dhcp' });
  wizard.press('help', 'escape', 'abort', 'escape');
  expect(wizard.requests).toEqual([TRY]);
  expect(wizard.state().dhcp.state).toBe('running');
});

test('an offer for another card is ignored', () => {
  const wizard = wizardOn({ inventory, page: 'dhcp' });
  wizard.send({ kind: 'dhcp', link: 'eno2', outcome: OFFER });
  expect(wizard.state().dhcp.state).toBe('running');
});

test('with another card chosen, its own attempt is made and the old offer is not used', () => {
  const wizard = wizardOn({ inventory, page: 'dhcp' });
  wizard.send({ kind: 'dhcp', link: 'eno1', outcome: OFFER });
  wizard.goTo('card');
  wizard.press('down', 'enter');
  expect(wizard.requests).toEqual([TRY, { ...TRY, link: 'eno2' }]);
  wizard.press('enter');
  expect(wizard.screen()).not.toContain('192.168.122.57');
});

test('without link it is not tried, and says so', () => {
  const wizard = wizardOn({ inventory: recordedMachine('two-nics-without-link'), page: 'dhcp' });
  expect(wizard.requests).toEqual([]);
  expect(wizard.screen()).toContain('eno1 has no link: DHCP was not tried.');
});

test('it can be tried again, also after a cable was missing', () => {
  const wizard = wizardOn({ inventory, page: 'dhcp' });
  wizard.send({ kind: 'dhcp', link: 'eno1', outcome: { result: 'no-carrier' } });
  wizard.press('down', 'enter');
  expect(wizard.requests).toEqual([TRY, TRY]);
  expect(wizard.screen()).toContain('DHCP on eno1 ... 0 s');
  wizard.press('enter');
  expect(wizard.state().page).toBe('addresses');
});

test('another attempt that is given up leaves the offer of the one before', () => {
  const wizard = wizardOn({ inventory, page: 'dhcp' });
  wizard.send({ kind: 'dhcp', link: 'eno1', outcome: OFFER });
  wizard.press('down', 'enter');
  expect(wizard.screen()).toContain('DHCP on eno1 ... 0 s');
  wizard.press('enter');
  expect(wizard.state().page).toBe('addresses');
  expect(wizard.requests).toEqual([TRY, TRY, CANCEL]);
  expect(wizard.screen()).toContain('192.168.122.57/24');
  wizard.press('escape');
  wizard.press('down', 'enter');
  wizard.send({ kind: 'dhcp', link: 'eno1', outcome: { result: 'none', seconds: 10 } });
  wizard.press('enter');
  expect(wizard.screen()).not.toContain('192.168.122.57');
});

test('it is not asked at a desk', () => {
  const wizard = wizardOn({ page: 'card' });
  wizard.type('eno1');
  wizard.press('enter');
  expect(wizard.state().page).toBe('addresses');
});

const ROUTER = {
  router: 'fe80::6c85:42ff:fe88:6130',
  prefixes: ['2001:db8:5::/64', 'fd00:1234:5678::/64'],
  autonomous: true,
  managed: false,
  other: true,
  is_default: true,
  dns: [],
  search: [],
} as const;
const ROGUE = { ...OFFER, address: '10.0.0.9/8', gateway: '10.0.0.1', server: '10.0.0.1' };
const EVERYTHING: DhcpOutcome = {
  ...OFFER,
  others: [ROGUE],
  unusable: 'ip_address: "192.0.2.255", subnet_mask: "255.255.255.0"',
  router: ROUTER,
};

test('other servers are a warning, and the router is said; the offer that came first is proposed', () => {
  const wizard = wizardOn({ inventory, page: 'dhcp' });
  wizard.send({ kind: 'dhcp', link: 'eno1', outcome: EVERYTHING });
  const text = wizard.screen().replaceAll(/\s+/g, ' ');
  expect(text).toContain('Another DHCP server answers too: 10.0.0.1 offers 10.0.0.9/8, gateway 10.0.0.1.');
  expect(text).toContain('A server offers an address that no host can have: ip_address: "192.0.2.255"');
  expect(text).toContain('IPv6 router fe80::6c85:42ff:fe88:6130, 2001:db8:5::/64, fd00:1234:5678::/64');
  expect(text).toContain('addresses made by each node (SLAAC), other settings by DHCPv6');
  wizard.press('enter');
  expect(wizard.screen()).toContain('192.168.122.57/24');
});

test('the first offer is shown and may be used while others are listened for', () => {
  const wizard = wizardOn({ inventory, page: 'dhcp' });
  wizard.send({ kind: 'dhcp', link: 'eno1', outcome: OFFER, listening: true });
  expect(wizard.screen()).toContain('A DHCP server answered on eno1, others may.');
  expect(wizard.screen()).toMatch(/IP\/Mask +192\.168\.122\.57\/24/);
  wizard.press('enter');
  expect(wizard.state().page).toBe('addresses');
  expect(wizard.screen()).toContain('192.168.122.57/24');
  expect(wizard.requests).toEqual([TRY, CANCEL]);
  wizard.send({ kind: 'dhcp', link: 'eno1', outcome: { result: 'cancelled' } });
  wizard.press('escape');
  expect(wizard.screen()).toContain('A DHCP server answered on eno1. Its offer');
  expect(wizard.requests).toEqual([TRY, CANCEL]);
});

test('the last word of an attempt ends the listening', () => {
  const wizard = wizardOn({ inventory, page: 'dhcp' });
  wizard.send({ kind: 'dhcp', link: 'eno1', outcome: OFFER, listening: true });
  wizard.send({ kind: 'dhcp', link: 'eno1', outcome: EVERYTHING });
  expect(wizard.screen()).not.toContain('others may');
  wizard.press('enter');
  expect(wizard.requests).toEqual([TRY]);
});

const outcomes: readonly DhcpOutcome[] = [
  OFFER,
  EVERYTHING,
  { result: 'none', seconds: 10, router: { ...ROUTER, managed: true, is_default: false } },
  { result: 'none', seconds: 10 },
  { result: 'no-carrier' },
  { result: 'failed', reason: 'x'.repeat(160) },
  { result: 'busy' },
];

test.each(outcomes.flatMap((outcome) => [['en', outcome] as const, ['zh', outcome] as const]))(
  'in %s %o is said in words, no row cut',
  (language, outcome) => {
    const wizard = wizardOn({ inventory, language, page: 'dhcp' });
    const before = wizard.screen();
    wizard.send({ kind: 'dhcp', link: 'eno1', outcome });
    expect(wizard.screen()).not.toBe(before);
    expect(wizard.screen()).not.toMatch(/\{\w+\}/);
    expect(wizard.cut()).toEqual([]);
  },
);

test('what was heard stands beside each card that was asked: which network it is on', () => {
  const wizard = wizardOn({ inventory, page: 'dhcp' });
  wizard.send({
    kind: 'dhcp',
    link: 'eno1',
    outcome: { ...OFFER, others: [{ ...OFFER, address: '10.0.0.9/8', server: '10.0.0.1' }] },
  });
  wizard.goTo('card');
  expect(wizard.screen()).toMatch(
    /DHCP 192\.168\.122\.57\/24 from \S+ +DHCP 10\.0\.0\.9\/8 from 10\.0\.0\.1/,
  );
  expect(wizard.screen()).not.toContain('no DHCP server');
  wizard.press('down', 'enter');
  wizard.send({ kind: 'dhcp', link: 'eno2', outcome: { result: 'none', seconds: 10 } });
  wizard.goTo('card');
  expect(wizard.screen()).toContain('no DHCP server');
});
