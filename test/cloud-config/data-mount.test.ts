import { expect, test } from 'vitest';
import { dataMount } from '../../src/cloud-config/data-mount.ts';
import { mountUnitName } from '../../src/roles/mount-unit.ts';

// systemd-escape --path --suffix=mount prints the same.
test.each([
  ['/var/lib/docker', 'var-lib-docker.mount'],
  ['/xfs', 'xfs.mount'],
  ['/srv/my-data_1.2', 'srv-my\\x2ddata_1.2.mount'],
  ['/.hidden/.inner', '\\x2ehidden-.inner.mount'],
])('%s is mounted by %s', (path, name) => expect(mountUnitName(path)).toBe(name));

const disk = { fsUuid: '3c850dcf-5995-4d67-9585-21554e51ef51', dockers: ['docker.service'] };

test('where it is mounted elsewhere, its folder is bound to the place of docker', () => {
  const { units } = dataMount({ ...disk, at: '/xfs' });
  expect(units.map(({ name }) => name)).toEqual(['xfs.mount', 'var-lib-docker.mount']);
  expect(units[1]?.content).toContain('What=/xfs/docker\nWhere=/var/lib/docker\n');
  expect(dataMount({ ...disk, at: '/var/lib/docker' }).units).toHaveLength(1);
});

test('docker needs the mount, and nothing that the node starts by does', () => {
  const { units, files } = dataMount({ ...disk, at: '/var/lib/docker' });
  expect(files.map(({ path, content }) => [path, content])).toEqual([
    ['/etc/systemd/system/docker.service.d/cos-data.conf', '[Unit]\nRequiresMountsFor=/var/lib/docker\n'],
  ]);
  for (const { content } of units) expect(content).toMatch(/^Options=\S*nofail$/m);
});

test('the registry has its folder there too', () => {
  const { units, files } = dataMount({
    ...disk,
    at: '/var/lib/docker',
    registry: '/var/lib/docker-registry',
  });
  expect(units.map(({ name }) => name)).toEqual([
    'var-lib-docker.mount',
    'var-lib-docker\\x2dregistry.mount',
  ]);
  expect(units[1]?.content).toContain(
    'What=/var/lib/docker/docker-registry\nWhere=/var/lib/docker-registry\n',
  );
  expect(files).toHaveLength(1);
});

test('a place below the disk is on it already; without docker nothing is bound for docker', () => {
  const inside = dataMount({ ...disk, at: '/mnt', docker: '/mnt/docker-data' });
  expect(inside.units.map(({ name }) => name)).toEqual(['mnt.mount']);
  expect(inside.files[0]?.content).toBe('[Unit]\nRequiresMountsFor=/mnt/docker-data\n');
  const none = dataMount({ ...disk, dockers: [], at: '/data' });
  expect([none.units.map(({ name }) => name), none.files]).toEqual([['data.mount'], []]);
});
