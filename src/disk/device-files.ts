import { posix } from 'node:path';
import { CommandFailed } from '../machine.ts';
import { type Host, hostPath, readAttribute, readProperties } from '../sysfs.ts';

/** What `/dev` and `/sys/dev/block` say of block devices besides lsblk. */
export type DeviceFiles = {
  /** Stable names below /dev/disk by kernel path, e.g. of `/dev/sda`. */
  readonly links: ReadonlyMap<string, readonly string[]>;
  /** Where the sysfs link of a device number such as `8:0` points to: the chain of busses and drivers. */
  readonly devicePaths: ReadonlyMap<string, string>;
  /** udev's properties by kernel path, where a copied tree has text files in the place of device nodes. */
  readonly udev: ReadonlyMap<string, ReadonlyMap<string, string>>;
  readonly findings: readonly string[];
};

/** Reads them with two runs of find(1), however many disks there are. */
export async function readDeviceFiles(host: Host): Promise<DeviceFiles> {
  const wanted = ['(', '-type', 'l', '-path', '*/disk/by-*', '-o', '-type', 'f', ')'];
  const [dev, sys] = await Promise.all([
    find(host, '/dev', [...wanted, '-printf', String.raw`%y\t%P\t%l\n`]),
    find(host, '/sys/dev/block', ['-type', 'l', '-printf', String.raw`%f\t%l\n`]),
  ]);
  const files = dev.rows.flatMap(([kind, name]) => (kind === 'f' ? [`/dev/${name}`] : []));
  // Device nodes are never read as text: only a copied tree has files there.
  const udev = host.sysroot === undefined ? new Map() : await readUdevTexts(host, files);
  return {
    links: linksByTarget(dev.rows, udev),
    devicePaths: new Map(sys.rows.map(([name = '', target = '']) => [name, target])),
    udev,
    findings: [...dev.findings, ...sys.findings],
  };
}

async function find(
  host: Host,
  path: string,
  rest: readonly string[],
): Promise<{ rows: string[][]; findings: string[] }> {
  const rowsOf = (stdout: string) =>
    stdout.split('\n').flatMap((line) => (line === '' ? [] : [line.split('\t')]));
  try {
    const { stdout } = await host.machine.run(['find', hostPath(host, path), '-xdev', ...rest]);
    return { rows: rowsOf(stdout), findings: [] };
  } catch (cause) {
    if (!(cause instanceof CommandFailed)) throw cause;
    return { rows: rowsOf(cause.stdout), findings: [cause.message] };
  }
}

function linksByTarget(
  rows: readonly string[][],
  udev: ReadonlyMap<string, ReadonlyMap<string, string>>,
): Map<string, string[]> {
  const pairs = rows.flatMap(([kind, name = '', target = '']) => {
    const link = `/dev/${name}`;
    return kind === 'l' ? [[posix.resolve(posix.dirname(link), target), link] as const] : [];
  });
  const recorded = [...udev].flatMap(([path, properties]) =>
    (properties.get('DEVLINKS')?.split(' ') ?? []).map((link) => [path, link] as const),
  );
  const links = new Map<string, string[]>();
  for (const [path, link] of [...pairs, ...recorded]) {
    const known = links.get(path) ?? [];
    if (isStable(link) && !known.includes(link)) links.set(path, [...known, link].sort());
  }
  return links;
}

/** by-diskseq counts the disks that came since the start: next time it names another one. */
function isStable(link: string): boolean {
  return link.startsWith('/dev/disk/by-') && !link.startsWith('/dev/disk/by-diskseq/');
}

async function readUdevTexts(
  host: Host,
  paths: readonly string[],
): Promise<Map<string, Map<string, string>>> {
  const texts = paths.map(
    async (path): Promise<[string, Map<string, string>]> => [
      path,
      readProperties(await readAttribute(host, path)),
    ],
  );
  return new Map(await Promise.all(texts));
}
