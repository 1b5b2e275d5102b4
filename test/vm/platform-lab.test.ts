import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { platformOf } from '../roles/platform/examples.ts';
import { type Lab, type LabNode, layPlatform } from './platform-lab.ts';
import { mountUnit, startUnit } from './unit-start.ts';

/**
 * The data centre of the example on four nodes that share a wire: the daemons of the image and its extensions, with
 * the files and the command lines that the installer gives them. No systemd and no kernel of their own.
 */
let lab: Lab;
const all = platformOf('dc1').nodes.map(({ name }) => name);
const keepers = ['master1', 'agent1', 'agent2'];

beforeAll(async () => {
  lab = await layPlatform(platformOf('dc1'));
});
afterAll(() => lab?.remove());

function node(name: string): LabNode {
  const one = lab.nodes.get(name);
  if (!one) throw new Error(`no node ${name}`);
  return one;
}

/** Asks until the answer is as it should be. */
async function until(ask: () => Promise<string>, wanted: RegExp): Promise<string> {
  return expect.poll(ask, { timeout: 120_000, interval: 500 }).toMatch(wanted).then(ask);
}

const srvr = (name: string) => node(name).say('cos-zk', 'srvr');

test('ZooKeeper: one leader, two followers; what one takes the others have; half of them are none', async () => {
  for (const name of keepers) await startUnit(node(name), 'zookeeper.service');
  const modes = await Promise.all(keepers.map((name) => until(() => srvr(name), /^Mode: /m)));
  expect(modes.map((text) => /^Mode: (\w+)/m.exec(text)?.[1]).sort()).toEqual([
    'follower',
    'follower',
    'leader',
  ]);
  await node('master1').run('zkCli', '-server', '172.0.0.1:2181', 'create', '/lab', 'kept');
  await until(() => node('agent2').say('zkCli', '-server', '172.0.0.3:2181', 'get', '/lab'), /^kept$/m);
  for (const name of ['master1', 'agent1']) await node(name).run('pkill', '-f', 'QuorumPeerMain');
  await until(() => srvr('agent2'), /not currently serving requests/);
  await startUnit(node('master1'), 'zookeeper.service');
  await until(() => srvr('agent2'), /^Mode: /m);
});

test('ZooKeeper: the data of another server are refused', async () => {
  await node('agent1').run('sh', '-c', 'echo 3 >/var/lib/zookeeper/myid');
  await expect(startUnit(node('agent1'), 'zookeeper.service')).rejects.toThrow(/exit code 1/);
  const told = await node('agent1').say('sh', '-c', 'COS_ZOOKEEPER_ID=2 /usr/lib/cos/zookeeper-id');
  expect(told).toContain('the data of this node belong to ZooKeeper server 3, and the answers say 2');
});

test('etcd: four members by the answers alone; with half of them none answers', async () => {
  for (const name of all) await startUnit(node(name), 'etcd.service');
  const health = () => node('agent3').say('etcdctl', 'endpoint', 'health', '--cluster');
  const healthy = await until(health, /(is healthy[\s\S]*){8}/);
  expect(healthy).not.toContain('unhealthy');
  await node('master1').run('etcdctl', 'put', 'lab', 'kept');
  expect(await node('agent2').run('etcdctl', 'get', 'lab', '--print-value-only')).toBe('kept');
  const put = () => node('master1').say('etcdctl', '--command-timeout=3s', 'put', 'lab', 'again');
  for (const name of ['agent2', 'agent3']) await node(name).run('pkill', '-x', 'etcd');
  await until(put, /context deadline exceeded|etcdserver: request timed out/);
  await startUnit(node('agent3'), 'etcd.service');
  await until(put, /^OK$/m);
  // For programs of the payload: version 2, and the port of old times.
  const url = 'http://172.0.0.1:4001/v2/keys/';
  const status = ['-s', '-o', '/dev/null', '-w', '%{http_code}', url];
  expect(await node('agent3').run('curl', ...status)).toBe('200');
});

test('image registry: pushed by one node, pulled by another, which trust it by its name', async () => {
  await startUnit(node('master1'), 'docker-registry.service');
  // No bridge and no rules of a firewall: the lab has the kernel of the machine.
  const bare = ['--bridge=none', '--iptables=false', '--ip6tables=false'];
  for (const name of ['agent1', 'agent2']) {
    node(name).spawn('docker', ['dockerd', ...bare]);
    await until(
      () => node(name).say('docker', 'info', '--format', '{{.Driver}} {{.DockerRootDir}}'),
      /^overlay2 \/mnt\/docker-data$/m,
    );
  }
  const image = 'master1:5000/lab:1';
  await node('agent1').run('sh', '-euc', `tar -c -C /etc hosts | docker import - ${image}`);
  await node('agent1').run('docker', 'push', image);
  expect(await node('agent2').run('docker', 'pull', image)).toContain('Downloaded newer image');
  const catalogue = await node('agent3').run('curl', '-s', 'http://master1:5000/v2/_catalog');
  expect(JSON.parse(catalogue)).toEqual({ repositories: ['lab'] });
});

test('GlusterFS: peers and volumes by one node, the last of them late; files on one, read on another', async () => {
  for (const name of all.slice(0, 3)) await startUnit(node(name), 'glusterd.service');
  const done = startUnit(node('master1'), 'cos-gluster-setup.service');
  const note = () => node('master1').say('cat', '/run/cos/status/glusterfs.json');
  await until(note, /"waiting".*agent3 \(172\.0\.0\.4\) does not answer on port 24007/);
  await startUnit(node('agent3'), 'glusterd.service');
  await done;
  expect(await note()).toMatch(/"ok".*4 nodes in the pool; started: replica_volume, hash_volume/);
  for (const name of all) {
    const pool = await node(name).run('gluster', 'pool', 'list');
    expect(pool.match(/\sConnected/g)).toHaveLength(4);
  }
  await startUnit(node('master1'), 'cos-gluster-wait@replica_volume.service');
  await mountUnit(node('master1'), 'data-mnt.mount');
  await mountUnit(node('master1'), 'data-mnt_hash.mount');
  await node('master1').run(
    'sh',
    '-c',
    'echo x >/data/mnt/f; for i in 1 2 3 4 5 6 7 8; do echo $i >/data/mnt_hash/$i; done',
  );
  expect(await node('agent1').run('cat', '/data/repli/f')).toBe('x');
  const spread = all.map((name) =>
    readdirSync(join(node(name).root, 'data/hash')).filter((file) => /^\d$/.test(file)),
  );
  expect(spread.flat().sort()).toEqual(['1', '2', '3', '4', '5', '6', '7', '8']);
  expect(spread.filter((files) => files.length > 0).length).toBeGreaterThan(1);
});

test('GlusterFS: the step once more changes nothing; with one of two copies away the files are there', async () => {
  const said = await node('master1').run('cos-gluster-setup');
  expect(said).toBe('4 nodes in the pool; started: replica_volume, hash_volume');
  await node('agent1').run('sh', '-c', 'pkill glusterfsd; pkill glusterd');
  await until(() => node('master1').say('cat', '/data/mnt/f'), /^x$/m);
  await startUnit(node('agent1'), 'glusterd.service');
  await until(
    () => node('master1').say('gluster', 'volume', 'status', 'replica_volume'),
    /agent1:\S+\s+\d+\s+0\s+Y/,
  );
});

/** As docs/platforms.md says it, "A member of GlusterFS that was installed anew". */
const PEERS = 'tar -c -C /var/lib/glusterd peers | base64 -w0';
const TAKE =
  'echo "$0" | base64 -d | tar -x -C /var/lib/glusterd; . /etc/cos/glusterd.env; rm "/var/lib/glusterd/peers/$COS_GLUSTER_UUID"';

test('GlusterFS: a member that was installed anew is named, and comes back with the peers of another', async () => {
  const { run } = node('agent1');
  await run(
    'sh',
    '-c',
    'pkill -x glusterfsd; pkill -x glusterd; while pgrep -x "glusterf?s?d" >/dev/null; do :; done',
  );
  await run('sh', '-c', 'rm -r /var/lib/glusterd /data/repli /data/hash');
  await startUnit(node('agent1'), 'glusterd.service');
  const setup = ['timeout', '5', 'cos-gluster-setup'] as const;
  await until(
    () => node('master1').say(...setup),
    /agent1 \(172\.0\.0\.2\) does not take this node for a member/,
  );
  await run('pkill', '-x', 'glusterd');
  await run('sh', '-euc', TAKE, await node('agent2').run('sh', '-c', PEERS));
  await startUnit(node('agent1'), 'glusterd.service');
  await until(() => node('master1').say('cos-gluster-setup'), /^4 nodes in the pool/);
  expect(await node('agent1').run('gluster', 'volume', 'list')).toBe('hash_volume\nreplica_volume');
});
