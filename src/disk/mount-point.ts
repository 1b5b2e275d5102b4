import { z } from 'zod';
import { refuse, says } from '../says.ts';

/** Absolute and normal: no empty, `.` or `..` part, so that a unit of systemd can be named after it. */
const NORMAL = /^(\/(?!\.{1,2}(\/|$))[A-Za-z0-9._-]+)+$/;

/** What lies here comes from the image, from memory, or is needed before the disk is there: nothing may cover it. */
const SYSTEM = [
  ...[
    '/usr',
    '/etc',
    '/boot',
    '/proc',
    '/sys',
    '/dev',
    '/run',
    '/tmp',
    '/bin',
    '/sbin',
    '/lib',
    '/lib32',
    '/lib64',
  ],
  ...['/var/lib/cloud', '/var/lib/coreos-install', '/var/lib/extensions', '/var/lib/systemd', '/var/log'],
];
/** Folders that hold some of these, or the login's own files. */
const ABOVE = ['/var', '/var/lib', '/home', '/root'];

/** Where a data disk may be mounted on a node (file-hierarchy(7)). */
export const mountPointSchema = z
  .string()
  .regex(NORMAL, says('disk.mount-path'))
  .superRefine((path, context) => {
    const isSystem = SYSTEM.some((place) => path === place || path.startsWith(`${place}/`));
    const hidesDocker = path.startsWith('/var/lib/docker/');
    if (isSystem || hidesDocker || ABOVE.includes(path)) refuse(context, 'disk.mount-place', { value: path });
  });
