import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { CommandFailed, type Machine } from '../../src/machine.ts';
import { type DhcpOptions, type DhcpOutcome, tryDhcp } from '../../src/network/dhcp.ts';
import { type Behaviour, recordingMachine } from '../recording-machine.ts';

const CARD = { name: 'eno1' };
const FLAGS = '/sys/class/net/eno1/flags';
const CARRIER = '/sys/class/net/eno1/carrier';
const DOWN = { [FLAGS]: '0x1002' };
const UP = { [FLAGS]: '0x1003', [CARRIER]: '1' };
const UP_COMMAND = 'ip link set dev eno1 up';
const DOWN_COMMAND = 'ip link set dev eno1 down';
const LINK_LOCALS = 'ip -json -6 address show dev eno1 scope link';

/** How dhcpcd is asked: without these servers, for these families. */
function ask(without: readonly string[] = [], family: 'ipv4only ' | 'ipv6only ' | '' = ''): string {
  const silenced = without.map((server) => ` --blacklist ${server}`).join('');
  return (
    `dhcpcd --test --quiet --nobackground --noipv4ll --nodelay --nodhcp6 ${family && '--'}${family}` +
    '--config /dev/null --script /usr/bin/env --timeout 0' +
    ` --option domain_name_servers,domain_name,domain_search,ntp_servers${silenced} -- eno1`
  );
}
const ASK = ask();

function recorded(name: string): string {
  return readFileSync(new URL(`recorded/dhcp/${name}.txt`, import.meta.url), 'utf8');
}

/** A machine whose dhcpcd printed this, time after time. */
function machineWith(printed: string, files: Record<string, string> = UP) {
  return recordingMachine({ outputs: { dhcpcd: printed }, files });
}

/** A machine whose dhcpcd prints one after the other, and then runs until it is ended. */
function talkative(printed: readonly string[], silent = () => {}, more: Behaviour = {}) {
  const machine = recordingMachine({ files: UP, ...more });
  const left = [...printed];
  const run: Machine['run'] = async (argv, options = {}) => {
    const result = await machine.run(argv, options);
    if (argv[0] !== 'dhcpcd') return result;
    const next = left.shift();
    if (next !== undefined) return { stdout: next, stderr: '' };
    return new Promise((_, reject) => {
      options.signal?.addEventListener('abort', () =>
        reject(new CommandFailed(argv, 0, '', '', 'was ended')),
      );
      silent();
    });
  };
  return { ...machine, run };
}

/** The recorded offer as another server makes it. */
function offerOf(server: string, address = '192.0.2.109'): string {
  return recorded('offer')
    .replaceAll(/^new_dhcp_server_identifier=.*$/gm, `new_dhcp_server_identifier=${server}`)
    .replaceAll(/^new_ip_address=.*$/gm, `new_ip_address=${address}`);
}

/** A machine whose dhcpcd runs until it is ended, as where no server answers. */
function silentMachine(files: Record<string, string>, started = () => {}) {
  return talkative([], started, { files });
}

test('an offer is read whole', async () => {
  const machine = machineWith(recorded('offer'));
  expect(await tryDhcp(machine, CARD)).toEqual({
    result: 'offer',
    address: '192.0.2.109/24',
    gateway: '192.0.2.1',
    dns: ['192.0.2.1', '192.0.2.2'],
    search: ['a.example.org', 'b.example.org'],
    ntp: ['192.0.2.3'],
    server: '192.0.2.1',
    lease_seconds: 3600,
    dropped: [],
  });
  // The same server again, although it was left out: no more is to be had of DHCP, but a router may speak.
  const asked = [ASK, ask(['192.0.2.1']), ask(['192.0.2.1'], 'ipv6only ')];
  expect(machine.done).toEqual([UP_COMMAND, LINK_LOCALS, ...asked, LINK_LOCALS]);
});

test('a server that says nothing but an address is enough', async () => {
  expect(await tryDhcp(machineWith(recorded('bare')), CARD)).toEqual({
    result: 'offer',
    address: '192.0.2.50/24',
    gateway: undefined,
    dns: [],
    search: [],
    ntp: [],
    server: '192.0.2.1',
    lease_seconds: undefined,
    dropped: [],
  });
});

test('without a search list the domain name is searched', async () => {
  const printed = recorded('offer').replace(/^new_domain_search=.*\n/m, '');
  expect(await tryDhcp(machineWith(printed), CARD)).toMatchObject({ search: ['example.org'] });
});

test('a card that was down is set up for the attempt, and down again', async () => {
  const machine = machineWith(recorded('offer'), DOWN);
  expect(await tryDhcp(machine, CARD)).toMatchObject({ result: 'offer' });
  expect([machine.done[0], machine.done.at(-1)]).toEqual([UP_COMMAND, DOWN_COMMAND]);
});

test('a card that is up and has no cable is not waited for', async () => {
  const machine = machineWith(recorded('offer'), { ...UP, [CARRIER]: '0' });
  expect(await tryDhcp(machine, CARD)).toEqual({ result: 'no-carrier' });
  expect(machine.done).toEqual([]);
});

test.each([
  ['no server', '1', { result: 'none', seconds: 0.01 }],
  ['no cable', '0', { result: 'no-carrier' }],
])('%s: the deadline ends the attempt', async (_, carrier, outcome) => {
  const machine = silentMachine({ ...DOWN, [CARRIER]: carrier });
  expect(await tryDhcp(machine, CARD, { seconds: 0.01 })).toEqual(outcome);
  expect(machine.done.at(-1)).toBe(DOWN_COMMAND);
});

test('cancelled while it waits: ended at once, and the card is down again', async () => {
  const controller = new AbortController();
  const machine = silentMachine(DOWN, () => controller.abort());
  expect(await tryDhcp(machine, CARD, { signal: controller.signal })).toEqual({ result: 'cancelled' });
  expect(machine.done).toEqual([UP_COMMAND, LINK_LOCALS, ASK, LINK_LOCALS, DOWN_COMMAND]);
});

test('cancelled before it began: nothing is done', async () => {
  const machine = machineWith(recorded('offer'), DOWN);
  const options: DhcpOptions = { signal: AbortSignal.abort() };
  expect(await tryDhcp(machine, CARD, options)).toEqual({ result: 'cancelled' });
  expect(machine.done).toEqual([]);
});

test.each([UP_COMMAND, ASK])('%s fails: said, and the card is down again', async (command) => {
  const machine = recordingMachine({ files: DOWN, fails: (line) => line === command });
  const program = command.split(' ')[0];
  expect(await tryDhcp(machine, CARD)).toEqual({
    result: 'failed',
    reason: `${program}: exit code 1: it broke here`,
  });
  expect(machine.done.at(-1)).toBe(DOWN_COMMAND);
});

test('a card that went away during the attempt is an outcome too', async () => {
  const machine = recordingMachine({ files: DOWN, fails: () => true });
  expect(await tryDhcp(machine, CARD)).toMatchObject({ result: 'failed' });
});

test.each(['', 'reason=TEST\n', recorded('link-local-made-up')])(
  'what is no message of a server is no offer',
  async (printed) => {
    expect(await tryDhcp(machineWith(printed), CARD)).toEqual({
      result: 'failed',
      reason: 'dhcpcd: no offer',
    });
  },
);

const ROUTER = {
  router: 'fe80::6c85:42ff:fe88:6130',
  prefixes: ['2001:db8:5::/64'],
  autonomous: true,
  managed: false,
  other: true,
  is_default: true,
  dns: ['2001:db8:5::1'],
  search: ['six.example.org'],
};

test('every server is listened to, one after the other, and the router; the first offer is told at once', async () => {
  const told: DhcpOutcome[] = [];
  const machine = talkative([
    offerOf('192.0.2.1'),
    recorded('router'),
    offerOf('192.0.2.2', '192.0.2.200'),
    offerOf('192.0.2.2', '192.0.2.200'),
  ]);
  const outcome = await tryDhcp(machine, CARD, { onOffer: (one) => told.push(one) });
  expect(outcome).toMatchObject({
    result: 'offer',
    address: '192.0.2.109/24',
    server: '192.0.2.1',
    others: [{ address: '192.0.2.200/24', server: '192.0.2.2' }],
    router: ROUTER,
  });
  expect(machine.done.filter((line) => line.startsWith('dhcpcd'))).toEqual([
    ASK,
    ask(['192.0.2.1']),
    ask(['192.0.2.1'], 'ipv4only '),
    ask(['192.0.2.1', '192.0.2.2'], 'ipv4only '),
  ]);
  expect(told[0]).toMatchObject({ result: 'offer', address: '192.0.2.109/24' });
  expect(told.map((one) => 'others' in one)).toEqual([false, false, true]);
});

test('the deadline is one for all of it, and what was heard until then counts', async () => {
  const outcome = await tryDhcp(talkative([offerOf('192.0.2.1')]), CARD, { seconds: 1 });
  expect(outcome).toMatchObject({ result: 'offer', server: '192.0.2.1' });
  expect(outcome).not.toHaveProperty('others');
});

test('cancelled while it listens for others: cancelled, and nobody is asked any more', async () => {
  const controller = new AbortController();
  const machine = talkative([offerOf('192.0.2.1')], () => controller.abort());
  expect(await tryDhcp(machine, CARD, { signal: controller.signal })).toEqual({ result: 'cancelled' });
  expect(machine.done.filter((line) => line.startsWith('dhcpcd'))).toHaveLength(2);
});

test('thousands of servers: four are listened to', async () => {
  const names = Array.from({ length: 2000 }, (_, at) => `198.51.${(at + 1) >> 8}.${(at + 1) & 255}`);
  const machine = talkative(names.map((name) => offerOf(name)));
  const outcome = await tryDhcp(machine, CARD);
  expect(outcome).toMatchObject({ result: 'offer', others: [{}, {}, {}] });
  expect(machine.done.filter((line) => line.startsWith('dhcpcd'))).toEqual([
    ASK,
    ...[1, 2, 3].map((many) => ask(names.slice(0, many))),
    ask(names.slice(0, 4), 'ipv6only '),
  ]);
});

test('an offer that nobody can use does not hide the good one behind it', async () => {
  const bad = offerOf('192.0.2.66', '192.0.2.255');
  const good = offerOf('192.0.2.1');
  const outcome = await tryDhcp(talkative([bad, good, good, recorded('router')]), CARD);
  expect(outcome).toMatchObject({
    result: 'offer',
    address: '192.0.2.109/24',
    unusable: 'ip_address: "192.0.2.255", subnet_mask: "255.255.255.0"',
  });
});

test('a server without a name cannot be left out: it is the last one', async () => {
  const nameless = recorded('offer').replace(/^new_dhcp_server_identifier=.*\n/m, '');
  const machine = talkative([nameless, recorded('router')]);
  expect(await tryDhcp(machine, CARD)).toMatchObject({ result: 'offer', server: undefined, router: ROUTER });
  expect(machine.done.filter((line) => line.startsWith('dhcpcd'))).toEqual([ASK, ask([], 'ipv6only ')]);
});

test('a router alone is said although no server answers', async () => {
  const machine = talkative([recorded('router')], () => {}, { files: { ...DOWN, [CARRIER]: '1' } });
  expect(await tryDhcp(machine, CARD, { seconds: 1 })).toEqual({
    result: 'none',
    seconds: 1,
    router: ROUTER,
  });
});

test('what dhcpcd said once counts although it fails later', async () => {
  const machine = talkative([offerOf('192.0.2.1')], () => {}, {
    fails: (line) => line === ask(['192.0.2.1']),
  });
  expect(await tryDhcp(machine, CARD)).toMatchObject({ result: 'offer', server: '192.0.2.1' });
});

test('the link-local address that dhcpcd needed is taken away, and no other one', async () => {
  const own = { local: 'fe80::1', prefixlen: 64 };
  const listed = (addr_info: object[]) => JSON.stringify([{ ifname: 'eno1', addr_info }]);
  const answers = [listed([own]), listed([own, { local: 'fe80::2', prefixlen: 64 }])];
  const base = machineWith(recorded('offer'));
  const run: Machine['run'] = async (argv, options) => {
    const result = await base.run(argv, options);
    return argv.join(' ') === LINK_LOCALS ? { stdout: answers.shift() ?? '', stderr: '' } : result;
  };
  await tryDhcp({ ...base, run }, CARD);
  expect(base.done.filter((line) => line.includes('delete'))).toEqual([
    'ip address delete fe80::2/64 dev eno1',
  ]);
});
