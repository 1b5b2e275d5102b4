import { CommandFailed } from '../machine.ts';
import { type Host, hostPath, readAttribute } from '../sysfs.ts';
import type { DeviceUser } from './disk.ts';
import { type BlockDevice, kernelPath, withDescendants } from './lsblk.ts';

/** Users by kernel name (`sda1`, `dm-0`). */
export type DeviceUsers = ReadonlyMap<string, readonly DeviceUser[]>;
type Row = readonly [kname: string, user: DeviceUser];

/**
 * Who uses block devices without being on top of them in lsblk's tree. Everything is read, nothing is
 * opened: a probe does not disturb a machine.
 */
export async function readDeviceUsers(host: Host, top: readonly BlockDevice[]): Promise<DeviceUsers> {
  const devices = [...new Map(withDescendants(top).map((device) => [device.kname, device])).values()];
  const found = await Promise.all([
    loops(host, devices),
    ifAny(devices, 'btrfs', () => btrfsMembers(host)),
    ifAny(devices, 'zfs_member', (members) => poolMembers(host, members)),
    ifAny(devices, 'bcache', (members) => bcacheMembers(host, members)),
    processes(host, devices),
  ]);
  const users = new Map<string, DeviceUser[]>();
  for (const [kname, user] of found.flat()) users.set(kname, [...(users.get(kname) ?? []), user]);
  return users;
}

async function ifAny(
  devices: readonly BlockDevice[],
  signature: string,
  read: (members: readonly BlockDevice[]) => Promise<Row[]>,
): Promise<Row[]> {
  const members = devices.filter(({ fstype }) => fstype === signature);
  return members.length === 0 ? [] : read(members);
}

/** A loop device may have a block device in the place of a file (losetup(8)). */
async function loops(host: Host, devices: readonly BlockDevice[]): Promise<Row[]> {
  const byPath = new Map(devices.flatMap((d) => [d.path, kernelPath(d)].map((path) => [path, d.kname])));
  const rows = devices
    .filter(({ type }) => type === 'loop')
    .map(async (loop): Promise<Row[]> => {
      const backing = await readAttribute(host, `/sys/dev/block/${loop['maj:min']}/loop/backing_file`);
      const kname = byPath.get(backing ?? '');
      return kname === undefined ? [] : [[kname, { kind: 'loop', name: loop.path }]];
    });
  return (await Promise.all(rows)).flat();
}

/** lsblk shows a mounted btrfs on one of its devices only; sysfs has them all. */
async function btrfsMembers(host: Host): Promise<Row[]> {
  const below = ['-mindepth', '3', '-maxdepth', '3', '-path', '*/devices/*', '-printf', String.raw`%f\t%P\n`];
  const rows = await find(host, '/sys/fs/btrfs', below);
  return rows.map(([kname = '', path = '']) => [kname, { kind: 'btrfs', name: path.split('/')[0] ?? '' }]);
}

/** An imported pool has a folder of its name; its members carry that name as label. */
async function poolMembers(host: Host, members: readonly BlockDevice[]): Promise<Row[]> {
  const below = ['-mindepth', '1', '-maxdepth', '1', '-type', 'd', '-printf', String.raw`%f\n`];
  const pools = (await find(host, '/proc/spl/kstat/zfs', below)).map(([name = '']) => name);
  return members.flatMap(({ kname, label }): Row[] =>
    label !== undefined && pools.includes(label) ? [[kname, { kind: 'zfs', name: label }]] : [],
  );
}

/** A registered device has a `bcache` folder: `state` in that of a backing device, else it is a cache. */
async function bcacheMembers(host: Host, members: readonly BlockDevice[]): Promise<Row[]> {
  const rows = members.map(async (device): Promise<Row[]> => {
    const folder = `/sys/dev/block/${device['maj:min']}/bcache`;
    const files = ['state', 'cache_replacement_policy'];
    const [state, policy] = await Promise.all(files.map((file) => readAttribute(host, `${folder}/${file}`)));
    if (state === undefined && policy === undefined) return [];
    return [[device.kname, { kind: 'bcache', name: state === undefined ? 'cache' : 'backing device' }]];
  });
  return (await Promise.all(rows)).flat();
}

/** Open files of all processes; those of a copied tree are history. */
async function processes(host: Host, devices: readonly BlockDevice[]): Promise<Row[]> {
  if (host.sysroot !== undefined) return [];
  const known = new Map(devices.map((device) => [kernelPath(device), device.kname]));
  const open = (await find(host, '/proc', OPEN_FOR_WRITING)).flatMap(([path = '', target = '']) => {
    const kname = known.get(target);
    return kname === undefined ? [] : [{ kname, pid: path.split('/')[0] ?? '' }];
  });
  const each = new Map(open.map((one) => [`${one.kname} ${one.pid}`, one]));
  return Promise.all(
    [...each.values()].map(async ({ kname, pid }): Promise<Row> => {
      const command = (await readAttribute(host, `/proc/${pid}/comm`)) ?? '?';
      return [kname, { kind: 'process', name: `${command} (${pid})` }];
    }),
  );
}

/**
 * `/proc/PID/fd/N`: the link's write bit says how the file was opened (proc_pid_fd(5)). Readers do no harm,
 * and udev is one of them now and then. Processes come and go meanwhile.
 */
const OPEN_FOR_WRITING = [
  ...['-ignore_readdir_race', '-mindepth', '1', '-maxdepth', '3'],
  ...['(', '-path', '/proc/[0-9]*', '-o', '-prune', ')'],
  ...[
    '(',
    '-path',
    '/proc/[0-9]*/fd',
    '-o',
    '-path',
    '/proc/[0-9]*/fd/*',
    '-o',
    '-path',
    '/proc/*/*',
    '-prune',
    ')',
  ],
  ...['-lname', '/dev/*', '-perm', '-u=w', '-printf', String.raw`%P\t%l\n`],
];

/** What find(1) prints, in columns; a folder that is not there or not ours to read has nothing in it. */
async function find(host: Host, path: string, rest: readonly string[]): Promise<string[][]> {
  const lines = (text: string) => text.split('\n').filter((line) => line !== '');
  try {
    const { stdout } = await host.machine.run(['find', hostPath(host, path), ...rest]);
    return lines(stdout).map((line) => line.split('\t'));
  } catch (cause) {
    if (!(cause instanceof CommandFailed)) throw cause;
    return lines(cause.stdout).map((line) => line.split('\t'));
  }
}
