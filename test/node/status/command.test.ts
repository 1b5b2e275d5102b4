import { expect, test } from 'vitest';
import { cspherectl } from '../../../src/node/status/command.ts';
import { type Node, node, SKIPPED, STOPPED } from './systemd.ts';

async function run(argv: readonly string[], described: Node = {}, isRoot = true) {
  const machine = node(described);
  let out = '';
  let err = '';
  const code = await cspherectl(argv, {
    machine,
    isRoot,
    out: (text) => {
      out += text;
    },
    err: (text) => {
      err += text;
    },
    interrupt: () => new AbortController().signal,
  });
  const changes = machine.done.filter((line) => /^systemctl (start|stop)/.test(line));
  return { code, out, err, machine, changes };
}

const ALL_STOPPED = Object.fromEntries(
  ['etcd2-agent', 'names', 'skydns', 'dockeripam', 'docker-agent', 'agent'].map((name) => [
    `csphere-${name}`,
    STOPPED,
  ]),
);

test('only root', async () => {
  await expect(run(['status'], {}, false)).rejects.toThrow('root privilege required!');
  expect((await run(['help'], {}, false)).code).toBe(0);
});

test('an unknown role, an unknown component, an unknown command', async () => {
  await expect(run(['status'], { role: 'both' })).rejects.toThrow('unknown role: [both]');
  await expect(run(['stop', 'mongodb'])).rejects.toThrow(
    /^mongodb not component: csphere-prepare, time, etcd,/,
  );
  expect(await run(['upgrade'])).toMatchObject({
    code: 2,
    out: '',
    err: expect.stringContaining('upgrade is no'),
  });
});

test.each([[], ['help'], ['h'], ['none']])('help: %j', async (...argv) => {
  const { out, code } = await run(argv);
  expect(code).toBe(0);
  expect(out).toContain('restart [COMPONENT]');
  expect(Math.max(...out.split('\n').map((line) => line.length))).toBeLessThanOrEqual(80);
});

test('the short names of COS', async () => {
  const { out } = await run(['?']);
  expect(out).toContain('stop      kill k z\n');
  expect(out).toContain('status    s watch w\n');
  for (const word of ['s', 'watch', 'w'])
    expect((await run([word, '--json'])).out).toContain('"ready": true');
});

test('start goes up in the order of needs, and leaves what runs', async () => {
  const { changes, out, code } = await run(['a'], { units: ALL_STOPPED });
  expect(changes).toEqual(
    ['etcd2-agent', 'names', 'skydns', 'dockeripam', 'docker-agent', 'agent'].map(
      (name) => `systemctl start csphere-${name}.service`,
    ),
  );
  expect(out).toContain('start csphere-prepare SKIP');
  expect(out).toContain('start time            SKIP (part of the system)');
  expect(code).toBe(0);
});

test.each(['stop', 'kill', 'k', 'z'])('%s goes the other way round', async (word) => {
  const { changes } = await run([word]);
  expect(changes).toEqual(
    [
      ...['csphere-agent', 'csphere-docker-agent', 'csphere-dockeripam', 'csphere-skydns', 'csphere-names'],
      ...['csphere-etcd2-agent'],
    ].map((name) => `systemctl stop ${name}.service`),
  );
});

test('restart of one component', async () => {
  const { changes } = await run(['r', 'docker']);
  expect(changes[0]).toBe('systemctl stop csphere-docker-agent.service');
  expect(changes).toHaveLength(1);
});

test('a start that fails', async () => {
  const more = { fails: (line: string) => line.startsWith('systemctl start csphere-docker') };
  const { code, out } = await run(['start', 'docker'], { units: ALL_STOPPED, more });
  expect(code).toBe(1);
  expect(out).toContain('start docker          FAIL (cspherectl logs docker)');
});

test('with HA only the monitor starts prometheus and controller', async () => {
  const instOpts = 'COS_HA_MEMBERS=10.0.0.1,10.0.0.2\n';
  const units = { 'csphere-prometheus': STOPPED, 'csphere-controller': STOPPED, 'csphere-monitor': STOPPED };
  const { changes } = await run(['start'], { role: 'controller', instOpts, units });
  expect(changes).toEqual(['systemctl start csphere-monitor.service']);
});

test.each([
  [{}, 0],
  [{ 'csphere-docker-agent': SKIPPED }, 0],
  [{ 'csphere-docker-agent': STOPPED }, 1],
  [{ 'csphere-docker-agent': { ActiveState: 'failed' } }, 1],
  [{ 'csphere-docker-agent': { ActiveState: 'activating', SubState: 'start' } }, 2],
] as const)('exit code of one component: %j', async (units, code) => {
  expect((await run(['status', 'docker'], { units })).code).toBe(code);
});

test('exit code of all: 1 when one is missing, whatever is asked for', async () => {
  const units = { 'csphere-docker-agent': STOPPED };
  expect((await run(['status'], { units })).code).toBe(1);
  expect((await run(['status', 'etcd'], { units })).code).toBe(0);
  expect((await run(['status'])).code).toBe(0);
});

test('logs is journalctl of the unit', async () => {
  const { machine, code } = await run(['l', 'docker', '-n', '5']);
  expect(machine.done).toContain('journalctl --no-pager --unit csphere-docker-agent.service -n 5');
  expect(code).toBe(0);
  await expect(run(['logs'])).rejects.toThrow('logs of which component?');
});
