import { expect, test } from 'vitest';
import { canTry } from '../../commands/recorded.ts';
import { type LiveSystem, startLiveSystem } from './live-system.ts';
import { asAgent, clear, preflight, snapshot, type Told } from './preflight.ts';

const MAC = /^[0-9a-f]{2}(:[0-9a-f]{2}){5}/;

/** A live system on a site with a gateway, a card with settings by hand, and what a test has beside it. */
function site(name: string, use: (live: LiveSystem) => Promise<void>) {
  const one = canTry() ? test.concurrent : test.skip;
  one(name, async () => {
    const live = await startLiveSystem();
    try {
      await live.outside('ip', 'address', 'add', '192.168.122.1/24', 'dev', 'port');
      await live.inside('ip', 'address', 'add', '10.9.9.9/24', 'dev', 'enp1s0');
      await live.inside('ip', 'route', 'add', '10.8.0.0/16', 'via', '10.9.9.1');
      const before = await snapshot(live);
      await use(live);
      expect(await snapshot(live)).toEqual(before);
      expect(before.routes).toContain('10.8.0.0/16 via 10.9.9.1');
    } finally {
      await live.close();
    }
  });
}

const results = ({ checks }: Told) =>
  Object.fromEntries(checks.map(({ check, subject, result }) => [`${check} ${subject}`, result]));
const codes = ({ problems }: Told) => problems.map(({ code, severity }) => `${severity} ${code}`);

site('everything is there: passed, and the card is as it was', async (live) => {
  await live.serve('dnsmasq', '--keep-in-foreground', '--no-resolv', '--listen-address=192.168.122.1');
  await live.serveTime(0);
  const told = await preflight(live, asAgent({ ntp_servers: ['192.168.122.1'] }));
  expect(results(told)).toMatchObject({
    'address-free 192.168.122.171': 'passed',
    'address-free 192.168.122.172': 'passed',
    'settings enp1s0': 'passed',
    'gateway 192.168.122.1': 'passed',
    'name-server 192.168.122.1': 'passed',
    'time-server 192.168.122.1': 'passed',
  });
  expect(told.checks.find(({ check }) => check === 'gateway')).toMatchObject({
    evidence: expect.stringMatching(MAC),
  });
});

site('an address in use is named with its owner, and never taken', async (live) => {
  await live.outside('ip', 'address', 'add', '192.168.122.171/24', 'dev', 'port');
  const watched = live.watchAddresses();
  const told = await preflight(live, asAgent());
  expect(codes(told)).toEqual(['error preflight.address-used']);
  expect(told.problems[0]).toMatchObject({
    path: 'network.address',
    args: { address: '192.168.122.171', owner: expect.stringMatching(MAC) },
  });
  expect(results(told)).toMatchObject({
    'settings enp1s0': 'not-possible',
    'gateway 192.168.122.1': 'not-possible',
    'controller 192.168.122.170:80': 'not-possible',
  });
  expect(await watched()).not.toContain('192.168.122.171');
});

site('an address that is taken while it is tried', async (live) => {
  const told = await preflight(live, asAgent(), {
    on: { settings: () => live.outside('ip', 'address', 'add', '192.168.122.171/32', 'dev', 'port') },
  });
  expect(codes(told)).toContain('error preflight.address-used');
  expect(results(told)).toMatchObject({ 'settings enp1s0': 'passed' });
});

site('the address after it in use, with ipvlan', async (live) => {
  await live.outside('ip', 'address', 'add', '192.168.122.172/24', 'dev', 'port');
  const told = await preflight(live, asAgent());
  expect(codes(told)).toContain('error preflight.neighbour-used');
});

site('a silent gateway and name server, a clock that is wrong', async (live) => {
  await live.outside('ip', 'address', 'delete', '192.168.122.1/24', 'dev', 'port');
  await live.outside('ip', 'address', 'add', '192.168.122.9/24', 'dev', 'port');
  await live.serveTime(100);
  const told = await preflight(live, asAgent({ ntp_servers: ['192.168.122.9'] }));
  expect(codes(told)).toEqual(
    expect.arrayContaining([
      'error preflight.gateway-silent',
      'error preflight.name-server-silent',
      'warning preflight.clock-skew',
    ]),
  );
  const skew = told.problems.find(({ code }) => code === 'preflight.clock-skew');
  expect(Math.abs(Math.abs(Number(skew?.args.seconds)) - 100)).toBeLessThan(5);
});

site('of the pool a sample is asked for: in use is a warning', async (live) => {
  await live.outside('ip', 'address', 'add', '192.168.122.250/24', 'dev', 'port');
  const pool = [{ start: '192.168.122.200', end: '192.168.122.250' }];
  const told = await preflight(live, { ...asAgent(), container_network: { pool } });
  expect(codes(told)).toContain('warning preflight.pool-used');
  expect(Object.keys(results(told)).filter((name) => name.includes('192.168.122.2'))).toHaveLength(5);
});

const highlyAvailable = {
  ...asAgent(),
  role: 'controller',
  agent: undefined,
  controller: {
    ha: { members: ['192.168.122.171', '192.168.122.173'], virtual_ip: '192.168.122.180' },
    auth_key: 'K'.repeat(40),
  },
};

site('the virtual IP may be held by a member', async (live) => {
  for (const address of ['192.168.122.173/24', '192.168.122.180/32'])
    await live.outside('ip', 'address', 'add', address, 'dev', 'port');
  const told = await preflight(live, highlyAvailable);
  expect(results(told)).toMatchObject({ 'address-free 192.168.122.180': 'passed' });
});

site('and by nobody else', async (live) => {
  await live.outside('ip', 'address', 'add', '192.168.122.180/24', 'dev', 'port');
  expect(codes(await preflight(live, highlyAvailable))).toContain('error preflight.virtual-ip-used');
});

site('while another console tests, and where it is turned off, nothing is tried', async (live) => {
  await live.inside('mkdir', '/run/cos-install');
  // Process 1 is there for as long as the live system.
  await live.inside('bash', '-c', 'echo 1 >/run/cos-install/network-trial.lock');
  const watched = live.watchAddresses();
  const told = await preflight(live, asAgent());
  expect(told.problems).toEqual([]);
  expect(told.checks.find(({ check }) => check === 'settings')).toMatchObject({
    result: 'not-possible',
    problem: { code: 'preflight.busy' },
  });
  await live.inside('rm', '/run/cos-install/network-trial.lock');
  const off = await preflight(live, { ...asAgent(), install: { preflight: 'off' } });
  expect(off).toEqual({ checks: [], problems: [], aborted: false });
  expect(await watched()).toBe('');
});

site('an IPv6 address in use: found by duplicate address detection', async (live) => {
  await live.outside('ip', '-6', 'address', 'add', '2001:db8::5/64', 'dev', 'port', 'nodad');
  const told = await preflight(live, asAgent({ address: '2001:db8::5/64', gateway: [], dns: [] }));
  expect(codes(told)).toEqual(['error preflight.address-used']);
  expect(told.problems[0]).toMatchObject({
    args: { address: '2001:db8::5', owner: expect.stringMatching(MAC) },
  });
});

site('an IPv6 gateway on the link', async (live) => {
  await live.outside('ip', '-6', 'address', 'add', 'fe80::1/64', 'dev', 'port', 'nodad');
  const told = await preflight(live, asAgent({ address: '2001:db8::5/64', gateway: ['fe80::1'], dns: [] }));
  expect(results(told)).toMatchObject({ 'settings enp1s0': 'passed', 'gateway fe80::1': 'passed' });
});

site('DHCP: a lease is taken and given back; its address is its server’s business', async (live) => {
  await live.serve(
    'dnsmasq',
    '--keep-in-foreground',
    '--no-resolv',
    '--no-ping',
    '--dhcp-leasefile=/dev/null',
    '--dhcp-range=192.168.122.100,192.168.122.100,255.255.255.0,1h',
  );
  const told = await preflight(live, asAgent({ address: 'dhcp', gateway: [], dns: [] }));
  expect(results(told)).toMatchObject({
    'address-free enp1s0': 'not-possible',
    'settings enp1s0': 'passed',
    'gateway 192.168.122.1': 'passed',
    'name-server 192.168.122.1': 'passed',
  });
});

site('bridge br0 is made for the test and gone afterwards', async (live) => {
  const told = await preflight(live, asAgent({ mode: 'bridge' }));
  expect(results(told)).toMatchObject({ 'settings br0': 'passed', 'gateway 192.168.122.1': 'passed' });
  expect(await live.inside('ip', '-br', 'link')).not.toContain('br0');
});

site('no carrier', async (live) => {
  await live.outside('ip', 'link', 'set', 'port', 'down');
  const told = await preflight(live, asAgent());
  expect(codes(told)).toEqual(['error preflight.no-carrier']);
  await live.outside('ip', 'link', 'set', 'port', 'up');
});

site('what comes later is waited for', async (live) => {
  await live.outside('ip', 'address', 'delete', '192.168.122.1/24', 'dev', 'port');
  const told = await preflight(
    live,
    { ...asAgent({ dns: [] }), install: { preflight_wait: '2min' } },
    {
      on: { waiting: () => live.outside('ip', 'address', 'replace', '192.168.122.1/24', 'dev', 'port') },
      until: 'gateway',
    },
  );
  expect(results(told)).toMatchObject({ 'gateway 192.168.122.1': 'passed' });
});

site('Ctrl+C in the middle: nothing is left', async (live) => {
  const told = await preflight(live, asAgent(), { until: 'settings' });
  expect(told.aborted).toBe(true);
});

site('a killed test is taken back by the next start', async (live) => {
  const told = await preflight(live, asAgent({ mode: 'bridge' }), { until: 'settings', with: 'SIGKILL' });
  expect(told.aborted).toBe(true);
  expect(await live.inside('ip', '-br', 'link')).toContain('br0');
  // A process that nobody has waited for yet counts as living.
  await live.inside('bash', '-c', 'while ps -e -o stat= | grep -q Z; do :; done');
  expect(await clear(live)).toEqual({
    line: 'Cleared what a killed installation had left: settings of a network test.',
    problems: [],
  });
});
