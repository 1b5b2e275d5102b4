import { spawnSync } from 'node:child_process';
import { describe, expect, test } from 'vitest';
import { problemLine } from '../../../src/problem.ts';
import { clusterOf } from '../../../src/roles/platform/cluster-of.ts';
import { nodeUuid } from '../../../src/roles/platform/glusterfs/node-uuid.ts';
import { glusterfs } from '../../../src/roles/platform/glusterfs/service.ts';
import { platformConfig } from '../../../src/roles/platform-node.ts';
import { nodes, platformOf } from './examples.ts';

const dc1 = platformOf('dc1');
const fileOf = (node: string, path: string) =>
  platformConfig(dc1, node, 'eno1').files.find((file) => file.path === path)?.content;

test('the bricks of a node are made before glusterd starts, and on their own disk', () => {
  const bricks = '# Bricks of GlusterFS\nd /data/repli 0755 root root\nd /data/hash 0755 root root\n';
  expect(fileOf('agent1', '/etc/tmpfiles.d/cos-bricks.conf')).toBe(bricks);
  expect(fileOf('agent3', '/etc/tmpfiles.d/cos-bricks.conf')).toBe(
    '# Bricks of GlusterFS\nd /data/hash 0755 root root\n',
  );
  expect(fileOf('agent3', '/etc/systemd/system/glusterd.service.d/10-cos.conf')).toBe(
    '[Unit]\nRequiresMountsFor=/data/hash\n',
  );
});

test('a node that only mounts a volume has no brick, and the file that glusterd asks for', () => {
  const volumes = [
    { name: 'v', kind: 'distributed', nodes: ['a1', 'a2'], mount: { on: ['a3'], at: '/mnt/v' } },
  ];
  const { files } = platformConfig(nodes(3, { glusterfs: { volumes } }), 'a3', 'eno1');
  const bricks = files.find(({ path }) => path === '/etc/tmpfiles.d/cos-bricks.conf');
  expect(bricks?.content).toBe('# Bricks of GlusterFS\n');
});

test('one node makes peers and volumes; only who mounts waits for them', () => {
  const unitsOf = (node: string) =>
    platformConfig(dc1, node, 'eno1')
      .units.filter(({ name }) => /gluster|data-/.test(name))
      .map(({ name, enable }) => (enable ? name : `${name} (off)`));
  expect(unitsOf('master1')).toEqual([
    'glusterd.service',
    'cos-gluster-setup.timer',
    'data-mnt.mount (off)',
    'cos-gluster-wait@replica_volume.timer',
    'data-mnt_hash.mount (off)',
    'cos-gluster-wait@hash_volume.timer',
  ]);
  expect(unitsOf('agent1')).toEqual(['glusterd.service']);
});

test('a mount asks the own glusterd, then every other member, and is held up by the unit that waits', () => {
  const mount = platformConfig(dc1, 'master1', 'eno1').units.find(({ name }) => name === 'data-mnt.mount');
  expect(mount?.content).toBe(`[Unit]
Description=GlusterFS volume replica_volume
Requires=cos-gluster-wait@replica_volume.service
After=cos-gluster-wait@replica_volume.service

[Mount]
What=localhost:/replica_volume
Where=/data/mnt
Type=glusterfs
Options=_netdev,backup-volfile-servers=agent1:agent2:agent3
TimeoutSec=120
`);
  expect(fileOf('master1', '/etc/systemd/system/cos-gluster-wait@hash_volume.service.d/10-mount.conf')).toBe(
    '[Unit]\nUpholds=data-mnt_hash.mount\n',
  );
});

test('the identity of a node is that of its names, as Python makes it', () => {
  const program = "import uuid; print(uuid.uuid5(uuid.NAMESPACE_URL, 'https://cos.invalid/dc1/master1'))";
  const { stdout } = spawnSync('python3', ['-c', program], { encoding: 'utf8' });
  expect(`${nodeUuid('dc1', 'master1')}\n`).toBe(stdout);
  expect(fileOf('master1', '/etc/cos/glusterd.env')).toBe(`COS_GLUSTER_UUID=${stdout}`);
  expect(nodeUuid('dc1', 'agent1')).not.toBe(nodeUuid('dc2', 'agent1'));
});

describe('what is told before the first write', () => {
  const told = (volumes: readonly object[], mount?: string) =>
    glusterfs
      .problems(clusterOf(nodes(4, { glusterfs: { volumes } })), { networks: [], data: { mount } })
      .map((one) => problemLine(one));
  const replicated = (name: string, many: readonly string[], more: object = {}) => {
    return { name, kind: 'replicated', nodes: many, ...more };
  };
  const at = 'platform.services.glusterfs.volumes';

  test('bricks that do not divide by the copies', () => {
    expect(told([replicated('v', ['a1', 'a2', 'a3', 'a4'])])).toEqual([
      `${at}[0].nodes: volume v: 4 bricks do not divide by replica 3; list 3, 6, 9 … nodes [E530]`,
    ]);
    expect(told([replicated('v', ['a1'])])).toHaveLength(1);
    expect(told([replicated('v', ['a1', 'a2', 'a3'])])).toEqual([]);
  });

  test('two copies are a warning; copies of a distributed volume an error', () => {
    expect(told([replicated('v', ['a1', 'a2'])])).toEqual([
      `${at}[0].replica: volume v: two copies can disagree after a network split; three nodes avoid it [W531]`,
    ]);
    expect(told([{ name: 'v', kind: 'distributed', replica: 2, nodes: ['a1', 'a2'] }])).toEqual([
      `${at}[0].replica: only a volume of kind replicated has replica; leave it out, or write kind: replicated [E534]`,
    ]);
  });

  const three = ['a1', 'a2', 'a3'];
  test.each([
    ['one folder for two', [replicated('v', three, { path: '/b' }), replicated('w', three, { path: '/b' })]],
    ['one in the other', [replicated('v', three, { path: '/b' }), replicated('w', three, { path: '/b/c' })]],
    ['mounted over its brick', [replicated('v', three, { path: '/b', mount: { on: ['a1'], at: '/b/m' } })]],
  ])('folders: %s', (_, volumes) => expect(told(volumes).join()).toMatch(/E533/));

  test('folders that only begin alike, as in the example, are well', () => {
    expect(told([replicated('v', three, { path: '/b' }), replicated('w', three, { path: '/b2' })])).toEqual(
      [],
    );
  });

  test('a name twice; a brick that is the mount point of the data disk', () => {
    expect(told([replicated('v', three), replicated('v', three, { path: '/other' })]).join()).toMatch(/E532/);
    expect(told([replicated('v', three, { path: '/data' })], '/data')).toEqual([
      `${at}[0].path: volume v: /data is where the data disk is mounted; use a folder below it, such as /data/v [E535]`,
    ]);
  });
});
