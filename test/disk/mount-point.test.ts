import { expect, test } from 'vitest';
import { mountPointSchema } from '../../src/disk/mount-point.ts';

const refusal = (path: string) => {
  const read = mountPointSchema.safeParse(path);
  return read.success ? 'good' : read.error.issues.map(({ message }) => message).join();
};

test.each(['/var/lib/docker', '/xfs', '/data', '/srv/containers', '/home/data', '/opt/x-y_z.1', '/userdata'])(
  '%s is a mount point',
  (path) => expect(refusal(path)).toBe('good'),
);

test.each(['', '/', 'xfs', '/xfs/', '//xfs', '/a//b', '/a/../b', '/a/.', '/a b', '/a\nb', '/数据', '/a%b'])(
  '%j is none',
  (path) => expect(refusal(path)).toBe('disk.mount-path'),
);

test.each([
  ...[
    '/usr',
    '/usr/local',
    '/etc',
    '/boot/efi',
    '/run/data',
    '/dev/x',
    '/var',
    '/var/lib',
    '/var/log/docker',
  ],
  ...[
    '/home',
    '/root',
    '/tmp/x',
    '/var/lib/coreos-install',
    '/var/lib/cloud/data',
    '/var/lib/docker/volumes',
  ],
])('%s belongs to the system', (path) => expect(refusal(path)).toBe('disk.mount-place'));
