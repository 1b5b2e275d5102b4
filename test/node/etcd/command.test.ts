import { expect, test } from 'vitest';
import { etcdCommand } from '../../../src/node/etcd/command.ts';
import { type FileMachine, fileMachine } from '../file-machine.ts';

const PUBLIC = 'LOCAL_IP=127.95.4.1\nNET_MASK=24\nDEFAULT_GW=\nNETWORK=127.95.4.0\n';

function node(instOpts: string, data = ''): FileMachine {
  const files = { '/etc/csphere/inst-opts.env': instOpts, '/etc/csphere/csphere-public.env': PUBLIC };
  return fileMachine(files, { outputs: { find: data } });
}

async function ran(args: readonly string[], machine: FileMachine) {
  const lines: string[] = [];
  const code = await etcdCommand(args, {
    machine,
    pause: () => Promise.reject(new Error('it waits')),
    print: (line) => lines.push(line),
  });
  return { code, lines, env: machine.files.get('/run/csphere/etcd.env') };
}

const COMMON = `ETCD_INITIAL_ADVERTISE_PEER_URLS=http://127.95.4.1:2380
ETCD_DISCOVERY=
ETCD_AUTO_COMPACTION_MODE=periodic
ETCD_AUTO_COMPACTION_RETENTION=1h
COS_ETCD_ENDPOINTS=
`;

test('an agent with data asks nobody', async () => {
  const machine = node('COS_ROLE=agent\nCOS_ETCD_NAME=host-x7f3\n', '/var/lib/etcd2/member/wal/0.wal');
  const { code, lines, env } = await ran(['agent'], machine);
  expect({ code, lines }).toEqual({ code: 0, lines: ['etcd goes on with its data'] });
  expect(env).toBe(`ETCD_NAME=host-x7f3\n${COMMON}`);
  expect(machine.files.get('/run/cos/status/etcd.json')).toContain('"state":"ok"');
});

test('a controller without HA begins alone', async () => {
  const { lines, env } = await ran(['controller'], node('COS_ROLE=controller\nCOS_ETCD_NAME=host-x7f3\n'));
  expect(lines).toEqual(['etcd begins a cluster of 127.95.4.1']);
  const [head, list, state, token] = env?.split(/(?=ETCD_INITIAL_CLUSTER)/) ?? [];
  expect(head).toBe(`ETCD_NAME=host-x7f3\n${COMMON}`);
  expect([list, state]).toEqual([
    'ETCD_INITIAL_CLUSTER=host-x7f3=http://127.95.4.1:2380\n',
    'ETCD_INITIAL_CLUSTER_STATE=new\n',
  ]);
  expect(token).toMatch(/^ETCD_INITIAL_CLUSTER_TOKEN=cos-controllers-[0-9a-f]{16}\n$/);
});

test('what does not fit is said', async () => {
  await expect(ran(['agent'], node('COS_ROLE=controller\n'))).rejects.toThrow(
    'this node is no agent but a controller (COS_ROLE)',
  );
  const elsewhere = node('COS_ROLE=controller\nCOS_HA_MEMBERS=10.0.0.1,10.0.0.2\n');
  await expect(ran(['controller'], elsewhere)).rejects.toThrow(
    '127.95.4.1 of this node is not among the controllers 10.0.0.1, 10.0.0.2',
  );
  for (const wrong of [[], ['proxy'], ['agent', 'now']])
    expect(await ran(wrong, node(''))).toMatchObject({ code: 2, lines: [expect.stringContaining('Usage:')] });
});
