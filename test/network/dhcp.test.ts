import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { CommandFailed, type Machine } from '../../src/machine.ts';
import { type DhcpOptions, tryDhcp } from '../../src/network/dhcp.ts';
import { recordingMachine } from '../recording-machine.ts';

const CARD = { name: 'eno1' };
const FLAGS = '/sys/class/net/eno1/flags';
const CARRIER = '/sys/class/net/eno1/carrier';
const DOWN = { [FLAGS]: '0x1002' };
const UP = { [FLAGS]: '0x1003', [CARRIER]: '1' };
const ASK =
  'dhcpcd --test --quiet --nobackground --ipv4only --noipv4ll --nodelay --config /dev/null' +
  ' --script /usr/bin/env --timeout 0 --option domain_name_servers,domain_name,domain_search,ntp_servers -- eno1';

function recorded(name: string): string {
  return readFileSync(new URL(`recorded/dhcp/${name}.txt`, import.meta.url), 'utf8');
}

/** A machine whose dhcpcd printed this. */
function machineWith(printed: string, files: Record<string, string> = UP) {
  return recordingMachine({ outputs: { dhcpcd: printed }, files });
}

/** A machine whose dhcpcd runs until it is ended, as where no server answers. */
function silentMachine(files: Record<string, string>, started = () => {}): Machine & { done: string[] } {
  const machine = recordingMachine({ files });
  const run: Machine['run'] = async (argv, options = {}) => {
    const result = await machine.run(argv, options);
    if (argv[0] !== 'dhcpcd') return result;
    return new Promise((_, reject) => {
      options.signal?.addEventListener('abort', () =>
        reject(new CommandFailed(argv, 0, '', '', 'was ended')),
      );
      started();
    });
  };
  return { ...machine, run };
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
  expect(machine.done).toEqual(['ip link set dev eno1 up', ASK]);
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
  expect(machine.done).toEqual(['ip link set dev eno1 up', ASK, 'ip link set dev eno1 down']);
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
  expect(machine.done.at(-1)).toBe('ip link set dev eno1 down');
});

test('cancelled while it waits: ended at once, and the card is down again', async () => {
  const controller = new AbortController();
  const machine = silentMachine(DOWN, () => controller.abort());
  expect(await tryDhcp(machine, CARD, { signal: controller.signal })).toEqual({ result: 'cancelled' });
  expect(machine.done).toEqual(['ip link set dev eno1 up', ASK, 'ip link set dev eno1 down']);
});

test('cancelled before it began: nothing is done', async () => {
  const machine = machineWith(recorded('offer'), DOWN);
  const options: DhcpOptions = { signal: AbortSignal.abort() };
  expect(await tryDhcp(machine, CARD, options)).toEqual({ result: 'cancelled' });
  expect(machine.done).toEqual([]);
});

test.each(['ip link set dev eno1 up', ASK])('%s fails: said, and the card is down again', async (command) => {
  const machine = recordingMachine({ files: DOWN, fails: (line) => line === command });
  const program = command.split(' ')[0];
  expect(await tryDhcp(machine, CARD)).toEqual({
    result: 'failed',
    reason: `${program}: exit code 1: it broke here`,
  });
  expect(machine.done.at(-1)).toBe('ip link set dev eno1 down');
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
