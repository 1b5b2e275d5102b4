import { expect, test } from 'vitest';
import { headline } from '../../../src/node/status/headline.ts';
import { nodeStatus } from '../../../src/node/status/node-status.ts';
import { statusText } from '../../../src/node/status/status-text.ts';
import { NEVER, NOW, type Node, node, SKIPPED, STOPPED } from './systemd.ts';

const AGENT_UNITS = 'csphere-agent';
const WAITS = JSON.stringify({
  state: 'waiting',
  text: '2 of 3 joined, waiting for one more agent',
  do: 'install another agent',
  since: '2026-11-22T12:03:00.000Z',
});

async function rowsOf(described: Node) {
  const status = await nodeStatus(node(described), NOW);
  return { status, row: (name: string) => status.rows.find((row) => row.name === name) };
}

test('systemd is asked once, for all units', async () => {
  const machine = node({});
  const status = await nodeStatus(machine, NOW);
  expect(machine.done.filter((line) => line.startsWith('systemctl'))).toHaveLength(1);
  expect(status.rows.map(({ name }) => name)).toEqual([
    'csphere-prepare',
    'time',
    'etcd',
    'names',
    'skydns',
    'docker-ipam',
    'docker',
    'agent',
  ]);
  expect(status).toMatchObject({ hostname: 'cos-4', role: 'agent', ready: true });
});

test.each([
  ['one controller', '', ['etcd', 'docker', 'controller', 'agent']],
  ['a registry', 'COS_REGISTRY=YES\n', ['etcd', 'docker', 'registry', 'controller', 'agent']],
  ['HA', 'COS_HA_MEMBERS=10.0.0.1,10.0.0.2\n', ['etcd', 'docker', 'controller', 'agent', 'monitor']],
])('components of a controller: %s', async (_, instOpts, last) => {
  const { status } = await rowsOf({ role: 'controller', instOpts });
  expect(status.rows.map(({ name }) => name)).toEqual([
    'csphere-prepare',
    'time',
    'mongodb',
    'prometheus',
    ...last,
  ]);
});

test('a unit whose program is missing is not installed, and that is no failure', async () => {
  const { row, status } = await rowsOf({ units: { [AGENT_UNITS]: SKIPPED } });
  expect(row('agent')).toMatchObject({
    state: 'not installed',
    text: 'csphere is neither in the image nor in the payload',
  });
  expect(status.ready).toBe(true);
});

test('a condition that is not met though the program is there is no excuse', async () => {
  const programs = ['/opt/cos/payload/bin/csphere'];
  const { row, status } = await rowsOf({ units: { [AGENT_UNITS]: SKIPPED }, programs });
  expect(row('agent')).toMatchObject({ state: 'down', do: 'systemctl status csphere-agent.service' });
  expect(status.ready).toBe(false);
});

test('a unit that the image does not have is not installed', async () => {
  const { row } = await rowsOf({ units: { 'csphere-skydns': { ...NEVER, LoadState: 'not-found' } } });
  expect(row('skydns')).toMatchObject({ state: 'not installed' });
});

test('what waits shows its note, and the others wait for it', async () => {
  const units = {
    'csphere-etcd2-agent': { ActiveState: 'activating', SubState: 'start' },
    'csphere-docker-agent': NEVER,
  };
  const { row, status } = await rowsOf({ units, files: { '/run/cos/status/etcd.json': WAITS } });
  expect(row('etcd')).toMatchObject({
    state: 'waiting',
    since: '2026-11-22T12:03:00.000Z',
    do: 'install another agent',
  });
  expect(row('docker')).toMatchObject({ state: 'waiting', text: 'starts after etcd' });
  expect(status.ready).toBe(false);
});

test.each([
  [
    'failed',
    { ActiveState: 'failed', Result: 'exit-code', ExecMainStatus: '7' },
    'failed',
    'ended with exit code 7',
  ],
  ['signal', { ActiveState: 'failed', Result: 'signal' }, 'failed', 'ended (signal)'],
  [
    'auto-restart',
    {
      ActiveState: 'activating',
      SubState: 'auto-restart',
      Result: 'exit-code',
      ExecMainStatus: '1',
      NRestarts: '5',
    },
    'restarting',
    'ended with exit code 1, is started again (5 times)',
  ],
  ['stopped by hand', STOPPED, 'down', 'is stopped'],
  ['queued', { ...STOPPED, Job: '123' }, 'waiting', 'is about to start'],
] as const)('%s', async (_, differs, state, text) => {
  const { row, status } = await rowsOf({ units: { 'csphere-docker-agent': differs } });
  expect(row('docker')).toMatchObject({ state, text });
  expect(status.ready).toBe(false);
});

test('while the node starts, what was never tried is not down', async () => {
  const starts = await rowsOf({ units: { 'csphere-prepare': NEVER, 'multi-user.target': NEVER } });
  expect(starts.row('csphere-prepare')).toMatchObject({ state: 'waiting', text: 'is about to start' });
  const started = await rowsOf({ units: { 'csphere-prepare': NEVER } });
  expect(started.row('csphere-prepare')).toMatchObject({ state: 'down', text: 'is stopped' });
});

test('a component that runs is not up while its note says that it waits', async () => {
  const { row, status } = await rowsOf({ files: { '/run/cos/status/etcd.json': WAITS } });
  expect(row('etcd')).toMatchObject({ state: 'waiting', pid: 812 });
  expect(status.ready).toBe(false);
});

test('with HA what the monitor starts stands by; without HA it is down', async () => {
  const units = { 'csphere-controller': STOPPED };
  const ha = await rowsOf({ role: 'controller', instOpts: 'COS_HA_MEMBERS=10.0.0.1,10.0.0.2\n', units });
  expect(ha.row('controller')?.state).toBe('standby');
  expect(ha.status.ready).toBe(true);
  const single = await rowsOf({ role: 'controller', units });
  expect(single.row('controller')?.state).toBe('down');
});

test('notes without a component have rows of their own', async () => {
  const note = JSON.stringify({ state: 'failed', text: 'docker refused', since: '2026-11-22T12:03:00Z' });
  const { row, status } = await rowsOf({ files: { '/run/cos/status/networks.json': note } });
  expect(row('networks')).toMatchObject({ state: 'failed', text: 'docker refused' });
  expect(status.ready).toBe(false);
});

test('times of systemd count from the start of the node', async () => {
  const { row } = await rowsOf({});
  expect(row('docker')?.since).toBe('2026-11-22T12:03:00.000Z');
});

test('the headline names the first that the others wait for', async () => {
  const ready = await rowsOf({});
  expect(headline(ready.status, NOW)).toBe('COS agent cos-4: ready');
  const units = { 'csphere-docker-agent': STOPPED };
  const waits = await rowsOf({ units, files: { '/run/cos/status/etcd.json': WAITS } });
  expect(headline(waits.status, NOW)).toMatch(
    /^COS agent cos-4: waiting since \d\d:03: etcd: 2 of 3 joined, waiting for one more agent -> install/,
  );
});

test('the table has 80 columns, whatever the notes say', async () => {
  const long = JSON.stringify({
    state: 'waiting',
    text: `the pool of 192.168.122.0 is empty ${'x'.repeat(90)} and all its addresses are in use`,
    do: 'net-plugin ip-range --ip-start=192.168.122.200/24 --ip-end=192.168.122.250/24',
    since: '2026-11-20T12:03:00Z',
  });
  const { status } = await rowsOf({ files: { '/run/cos/status/pool.json': long } });
  const lines = statusText(status, NOW).split('\n');
  expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(80);
  expect(lines.join('\n')).toContain('11-20');
  expect(lines).toContain('component       state         since');
  expect(lines.find((line) => line.startsWith('etcd'))).toMatch(/^etcd {12}up {12}\d\d:03 {2}pid 812$/);
});
