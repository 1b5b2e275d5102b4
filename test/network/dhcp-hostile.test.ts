import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { tryDhcp } from '../../src/network/dhcp.ts';
import { recordingMachine } from '../recording-machine.ts';

/** What the wizard can show as it is: one line of printable ASCII that ends somewhere. */
const SHOWABLE = /^[\x20-\x7e]{1,220}$/;

function recorded(name: string): string {
  return readFileSync(new URL(`recorded/dhcp/${name}.txt`, import.meta.url), 'utf8');
}

function outcomeOf(printed: string) {
  const files = { '/sys/class/net/eno1/flags': '0x1003', '/sys/class/net/eno1/carrier': '1' };
  return tryDhcp(recordingMachine({ outputs: { dhcpcd: printed }, files }), { name: 'eno1' });
}

test.each([
  ['zero-mask', 'ip_address: "192.0.2.50", subnet_mask: "0.0.0.0"'],
  ['broken-mask', 'ip_address: "192.0.2.50", subnet_mask: "255.0.255.0"'],
  ['broadcast', 'ip_address: "192.0.2.255", subnet_mask: "255.255.255.0"'],
  ['loopback', 'ip_address: "127.0.0.1", subnet_mask: "255.0.0.0"'],
])('%s: no host can have the address', async (name, reason) => {
  expect(await outcomeOf(recorded(name))).toEqual({ result: 'failed', reason });
});

test('line ends and escape sequences in free text make nothing up', async () => {
  expect(await outcomeOf(recorded('line-ends'))).toMatchObject({
    address: '192.0.2.50/24',
    gateway: undefined,
    search: [],
    dropped: ['routers: "203.0.113.9"', 'domain_name: ""'],
  });
});

test('a domain with shell characters is dropped', async () => {
  expect(await outcomeOf(recorded('shell-characters'))).toMatchObject({
    address: '192.0.2.50/24',
    search: [],
    dropped: ['domain_name: ""'],
  });
});

test('options cut short, or that name no machine, are dropped', async () => {
  expect(await outcomeOf(recorded('cut-options'))).toMatchObject({
    address: '192.0.2.50/24',
    dns: [],
    dropped: ['domain_name: ""'],
  });
  expect(await outcomeOf(recorded('zero-lease-and-odd-servers'))).toMatchObject({
    gateway: undefined,
    dns: [],
    lease_seconds: undefined,
    dropped: [
      'routers: "224.0.0.1"',
      'domain_name_servers: "0.0.0.0", "255.255.255.255", "127.0.0.1"',
      'dhcp_lease_time: "0"',
    ],
  });
});

test('of hundreds of name servers the first are kept', async () => {
  const offer = await outcomeOf(recorded('flood'));
  const first = Array.from({ length: 16 }, (_, index) => `192.0.2.${index + 1}`);
  expect(offer).toMatchObject({
    dns: first,
    dropped: ['domain_name_servers: "192.0.2.17", "192.0.2.18", "192.0.2.19", +231'],
  });
});

test.each([
  ['new_routers', '192.0.2.109', 'routers: "192.0.2.109"'],
  ['new_routers', '198.51.100.1', 'routers: "198.51.100.1"'],
  ['new_routers', '192.0.2.255', 'routers: "192.0.2.255"'],
  ['new_ntp_servers', '$(reboot)', 'ntp_servers: "$(reboot)"'],
  ['new_domain_search', 'a..b', 'domain_search: "a..b"'],
  ['new_domain_search', '`id`', 'domain_search: "`id`"'],
  ['new_domain_search', '\u001b[2J\u202e\r', 'domain_search: "\\u{1b}[2J\\u{202e}\\u{d}"'],
  ['new_domain_search', 'a'.repeat(300), `domain_search: "${'a'.repeat(48)}..."`],
  ['new_dhcp_lease_time', '1e9', 'dhcp_lease_time: "1e9"'],
  ['new_dhcp_server_identifier', '0.0.0.0', 'dhcp_server_identifier: "0.0.0.0"'],
])('%s=%j is dropped', async (key, value, line) => {
  const printed = recorded('offer').replace(new RegExp(`^${key}=.*$`, 'm'), () => `${key}=${value}`);
  expect(await outcomeOf(printed)).toMatchObject({ result: 'offer', dropped: [line] });
});

/** Every text in an outcome, however deep. */
function textsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsIn) : [];
}

test.each([
  ['offer', 'new_ip'],
  ['router', 'nd1_from'],
])('whatever is printed of an %s, the outcome can be shown as it is', async (name, first) => {
  const keys = [...recorded(name).matchAll(/^(?:new|nd1)_\w+/gm)].map(([key]) => key);
  const line = fc.tuple(fc.constantFrom(...keys), fc.string({ unit: 'binary', maxLength: 400 }));
  await fc.assert(
    fc.asyncProperty(fc.array(line), async (lines) => {
      const odd = lines.map(([key, value]) => `${key}=${value}\n`).join('');
      const outcome = await outcomeOf(recorded(name).replace(first, () => `${odd}${first}`));
      const texts = textsIn(outcome);
      expect(texts.filter((text) => !SHOWABLE.test(text))).toEqual([]);
    }),
  );
});

test.each([
  ['nd1_from', '2001:db8::1', undefined],
  ['nd1_from', '$(reboot)', undefined],
  ['nd1_prefix_information1_prefix', '`id`', { prefixes: [] }],
  ['nd1_prefix_information1_prefix', 'ff02::', { prefixes: [] }],
  ['nd1_prefix_information1_prefix', '2001:db8:5::1', { prefixes: [] }],
  ['nd1_prefix_information1_length', '129', { prefixes: [] }],
  ['nd1_dnssl1_search', '\u001b[2J a.example.org', { search: ['a.example.org'] }],
  ['nd1_rdnss1_servers', '::1 ff02::1 2001:db8:5::9', { dns: ['2001:db8:5::9'] }],
  ['nd1_lifetime', '0', { is_default: false }],
  ['nd1_flags', 'MO', { managed: true, other: true }],
])('a router with %s=%j', async (key, value, router) => {
  const said = recorded('router').replace(new RegExp(`^${key}=.*$`, 'm'), () => `${key}=${value}`);
  const outcome = await outcomeOf(said);
  if (router === undefined) expect(outcome).not.toHaveProperty('router');
  else expect(outcome).toMatchObject({ router });
});
