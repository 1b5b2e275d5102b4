import { expect, test } from 'vitest';
import { cspherectl } from '../../../src/node/status/command.ts';
import { platformConfig } from '../../../src/roles/platform-node.ts';
import { nodes, platformOf } from '../../roles/platform/examples.ts';
import { type Node, node, STOPPED } from './systemd.ts';

type Platform = Parameters<typeof platformConfig>[0];

/** A node of a platform, and the pages that it can reach. */
async function run(
  argv: readonly string[],
  {
    platform = nodes(3, { docker: {}, etcd: {}, registry: {} }),
    name = 'a1',
    pages = {},
    ...described
  }: Node & {
    readonly platform?: Platform;
    readonly name?: string;
    readonly pages?: Readonly<Record<string, string>>;
  } = {},
) {
  const files = Object.fromEntries(
    platformConfig(platform, name, 'eno1').files.map(({ path, content }) => [path, content]),
  );
  const machine = node({
    ...described,
    files: { ...files, ...described.files, '/proc/sys/kernel/hostname': `${name}\n` },
    more: {
      answer: async ({ url }) => {
        const body = pages[url.replace('http://', '')];
        return { status: body === undefined ? 503 : 200, headers: {}, body: Buffer.from(body ?? '') };
      },
    },
  });
  let out = '';
  const code = await cspherectl(argv, {
    machine,
    isRoot: true,
    out: (text) => {
      out += text;
    },
    err: () => {},
    interrupt: () => new AbortController().signal,
  });
  return { code, out, machine };
}

const VERSIONS: Record<string, string> = Object.fromEntries(
  [1, 2, 3].map((at) => [`10.0.0.${at}:2380/version`, '{}']),
);
const ALL_WELL: Record<string, string> = {
  ...VERSIONS,
  '10.0.0.1:2379/health': '{"health":"true"}',
  '127.0.0.1:5000/v2/': '{}',
};

test('a row for each unit of the node, in the order of their needs; all is up', async () => {
  const { code, out } = await run(['status'], { pages: ALL_WELL });
  expect(code).toBe(0);
  expect(out.split('\n').map((line) => line.replace(/ +/g, ' ').replace(/12:0\d/, ''))).toEqual([
    'COS platform a1: ready',
    '',
    'component state since',
    expect.stringMatching(/^time up/),
    expect.stringMatching(/^cos-host-ip up/),
    expect.stringMatching(/^cos-images up/),
    expect.stringMatching(/^docker up/),
    expect.stringMatching(/^etcd up .*3 of 3 members answer$/),
    expect.stringMatching(/^docker-registry up .*docker push a1:5000\/NAME$/),
    '',
  ]);
});

const ETCD_STARTS = { ActiveState: 'activating', SubState: 'start' };

test('etcd without a majority says of whom it waits', async () => {
  const pages = { '10.0.0.1:2380/version': '{}', '127.0.0.1:5000/v2/': '{}' };
  const { code, out } = await run(['status', 'etcd'], { units: { etcd: ETCD_STARTS }, pages });
  expect(code).toBe(2);
  expect(out).toContain('waiting for 1 more of a2, a3');
});

test('a member that is down is named, and the cluster goes on', async () => {
  const { '10.0.0.3:2380/version': _, ...pages } = ALL_WELL;
  const { code, out } = await run(['status'], { pages });
  expect(code).toBe(0);
  expect(out).toContain('2 of 3 members answer; a3 not');
});

test('what the program says that decides how etcd starts is left alone until etcd runs', async () => {
  const note = { state: 'waiting', text: 'a1 was installed anew', since: '2026-11-22T12:03:00Z' };
  const files = { '/run/cos/status/etcd.json': JSON.stringify(note) };
  const { out } = await run(['status', 'etcd'], { units: { etcd: ETCD_STARTS }, files });
  expect(out).toContain('a1 was installed anew');
});

test('a registry that cannot answer is a failure, with the command that shows why', async () => {
  const { '127.0.0.1:5000/v2/': _, ...pages } = ALL_WELL;
  const { code, out } = await run(['status', 'docker-registry'], { pages });
  expect(code).toBe(1);
  expect(out).toMatch(/failed .*answers with status 503\n +-> cspherectl logs docker-registry/);
});

test('a node has the rows of its own services only; a container is one of them', async () => {
  const platform = nodes(3, { docker: {} }, { containers: [{ name: 'probe', image: 'x:1', on: ['a2'] }] });
  const rows = async (name: string) => {
    const status: unknown = JSON.parse((await run(['status', '--json'], { platform, name })).out);
    return status;
  };
  expect(await rows('a2')).toMatchObject({
    role: 'platform',
    rows: expect.arrayContaining([expect.objectContaining({ name: 'probe' })]),
  });
  expect(JSON.stringify(await rows('a1'))).not.toContain('probe');
});

test('start and stop know the components; what is of controllers and agents is refused in a sentence', async () => {
  const { machine } = await run(['start'], {
    platform: platformOf('dc1'),
    name: 'agent3',
    units: { docker: STOPPED },
  });
  expect(machine.done).toContain('systemctl start docker.service');
  for (const argv of [
    ['status', '--cluster'],
    ['remove', 'a2'],
  ])
    await expect(run(argv)).rejects.toThrow('only on controllers and agents');
});

test('the line on the consoles', async () => {
  const { machine } = await run(['console'], { pages: ALL_WELL });
  expect(machine.files.get('/run/motd.d/50-cos')).toMatch(/^COS platform a1: /);
});
