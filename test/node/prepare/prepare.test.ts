import { expect, test } from 'vitest';
import type { Machine } from '../../../src/machine.ts';
import { prepareNode } from '../../../src/node/prepare/prepare.ts';
import { instOptsFile } from '../../../src/roles/inst-opts.ts';
import { type Behaviour, recordingMachine } from '../../recording-machine.ts';
import { CASES } from './cases.ts';

const ADDRESSES = 'ip -json address show';
const NO_FORK = (line: string) => line.startsWith('/opt/cos/') || line.startsWith('test -d');

function addresses(device: string, ...cidrs: string[]): string {
  const addr_info = cidrs.map((cidr) => {
    const [local, prefix] = cidr.split('/');
    return { local, prefixlen: Number(prefix), scope: cidr.includes('fe80') ? 'link' : 'global' };
  });
  return JSON.stringify([
    { ifname: 'lo', addr_info: [] },
    { ifname: device, addr_info },
  ]);
}

/** A node of one of the cases; what is written is there when it is read. */
function nodeOf(name: string, behaviour: Behaviour) {
  const inst = instOptsFile(CASES[name]?.opts ?? {}).reveal();
  const recording = recordingMachine({ fails: NO_FORK, ...behaviour });
  const files = new Map([['/etc/csphere/inst-opts.env', inst], ...Object.entries(behaviour.files ?? {})]);
  const machine: Machine = {
    ...recording,
    readText: async (path) => files.get(path),
    writeFile: async (path, content, mode) => {
      await recording.writeFile(path, content, mode);
      files.set(path, content);
    },
  };
  return { machine, files, done: recording.done };
}

const waits: number[] = [];
const pause = async (seconds: number) => {
  waits.push(seconds);
};

const BRIDGE = {
  outputs: {
    [ADDRESSES]: addresses('br0', 'fe80::1/64', '2001:db8::5/64', '10.1.2.130/25'),
    'ip -4 route show default dev br0': 'default via 10.1.2.129 dev br0 proto static\n',
  },
};

test('the network is that of br0, and the second run writes nothing', async () => {
  const { machine, files, done } = nodeOf('agent-bridge', BRIDGE);
  const written = await prepareNode(machine, pause);
  expect(written).toContain('/etc/csphere/csphere-agent.env');
  expect(files.get('/etc/csphere/csphere-public.env')).toBe(
    'LOCAL_IP=10.1.2.130\nNET_MASK=25\nDEFAULT_GW=10.1.2.129\nNETWORK=10.1.2.128\n',
  );
  expect(done.join('\n')).toMatch(/^write \/etc\/csphere\/csphere-agent.env 600 /m);
  for (const pem of ['key', 'cert']) files.set(`/data/tls/${pem}.pem`, 'PEM');
  done.length = 0;
  expect(await prepareNode(machine, pause)).toEqual([]);
  expect(done.filter((line) => !/^(ip|test|\/opt)/.test(line))).toEqual([]);
});

test('the virtual IP is not the own address of a member', async () => {
  const outputs = {
    [ADDRESSES]: addresses('eno1', '192.168.122.180/24', '192.168.122.9/24', '192.168.122.171/24'),
  };
  const { machine, files } = nodeOf('controller-ha-virtual-ip', { outputs });
  await prepareNode(machine, pause);
  expect(files.get('/etc/csphere/csphere-public.env')).toContain('LOCAL_IP=192.168.122.171\n');
  expect(files.get('/etc/csphere/csphere-public.env')).toContain('DEFAULT_GW=\n');
});

test('an address that never comes ends in the sentence of COS, after a minute, and nothing is written', async () => {
  const { machine, done } = nodeOf('agent-bridge', {
    outputs: { [ADDRESSES]: addresses('br0', 'fe80::5/64') },
  });
  waits.length = 0;
  await expect(prepareNode(machine, pause)).rejects.toThrow('CRIT: no local ipaddr found on br0, abort.');
  expect(waits.reduce((sum, seconds) => sum + seconds)).toBe(55);
  expect(done.filter((line) => line.startsWith('write'))).toEqual([]);
});

test('without IPv4 an IPv6 address will do, after a quarter of a minute', async () => {
  const outputs = { [ADDRESSES]: addresses('eno1', 'fe80::5/64', '2001:db8::5/64') };
  const { machine, files } = nodeOf('controller-alone', { outputs });
  waits.length = 0;
  await prepareNode(machine, pause);
  expect(waits.reduce((sum, seconds) => sum + seconds)).toBe(15);
  const text = files.get('/etc/csphere/csphere-public.env');
  expect(text).toBe('LOCAL_IP=2001:db8::5\nNET_MASK=64\nDEFAULT_GW=\nNETWORK=2001:db8::\n');
  const etcd = files.get('/etc/csphere/csphere-etcd2-controller.env');
  expect(etcd).toContain('ETCD_LISTEN_CLIENT_URLS=http://[::]:2379\n');
  expect(etcd).toContain('ETCD_LISTEN_PEER_URLS=http://[2001:db8::5]:2380\n');
});

test('an address that comes late is waited for', async () => {
  const { machine, files } = nodeOf('agent-bridge', BRIDGE);
  let asked = 0;
  const late: Machine = {
    ...machine,
    run: async (argv, options) =>
      argv[0] === 'ip' && argv[1] === '-json' && ++asked < 3
        ? { stdout: '[]', stderr: '' }
        : machine.run(argv, options),
  };
  await prepareNode(late, pause);
  expect(asked).toBe(3);
  expect(files.get('/etc/csphere/csphere-public.env')).toContain('LOCAL_IP=10.1.2.130\n');
});

test('a fork of docker in the payload, and data of etcd, are seen', async () => {
  const { machine, files } = nodeOf('agent-bridge', { ...BRIDGE, fails: () => false });
  await prepareNode(machine, pause);
  expect(files.get('/etc/csphere/csphere-docker-agent.env')).toContain(
    'DOCKER_START_OPTS=daemon -b br0 --csphere ',
  );
  expect(files.get('/etc/csphere/csphere-etcd2-agent.env')).not.toContain('ETCD_DISCOVERY');
});

test('a controller without a device is told which row is empty', async () => {
  const { machine } = nodeOf('controller-alone', {});
  const empty = await machine.readText('/etc/csphere/inst-opts.env');
  await machine.writeFile(
    '/etc/csphere/inst-opts.env',
    String(empty).replace('COS_INETDEV=eno1', 'COS_INETDEV='),
    0o600,
  );
  await expect(prepareNode(machine, pause)).rejects.toThrow('COS_INETDEV is empty');
});

test('key and certificate are made once, and the key is for root', async () => {
  const { machine, done } = nodeOf('agent-bridge', { ...BRIDGE, files: { '/data/tls/key.pem': 'PEM' } });
  await prepareNode(machine, pause);
  const tls = done.filter((line) => line.includes('/data/tls'));
  expect(tls.map((line) => line.split(' ')[0])).toEqual(['install', 'openssl', 'chmod', 'mv', 'mv']);
});
