import type { Behaviour } from '../recording-machine.ts';

/** A device as lsblk prints it; what a test does not name is an ordinary idle disk. */
export type Printed = { readonly kname: string; readonly children?: readonly Printed[] } & Readonly<
  Record<string, unknown>
>;

const IDLE = {
  type: 'disk',
  size: 100e9,
  rota: false,
  ro: false,
  rm: false,
  'log-sec': 512,
  'phy-sec': 512,
  mountpoints: [],
};

/** lsblk's output for these devices. */
export function lsblkOutput(devices: readonly Printed[]): string {
  const printed = (device: Printed): unknown => ({
    ...IDLE,
    path: `/dev/${device.kname}`,
    'maj:min': `${device.kname}:0`,
    ...device,
    children: device.children?.map(printed),
  });
  return JSON.stringify({ blockdevices: devices.map(printed) });
}

/** How the probe asks where the sysfs links of block devices point to. */
export const FIND_SYS = String.raw`find /sys/dev/block -xdev -type l -printf %f\t%l\n`;

/** A machine with these devices; `devicePaths` are the targets of their sysfs links. */
export function withDevices(
  devices: readonly Printed[],
  devicePaths: Readonly<Record<string, string>> = {},
): Behaviour {
  const links = Object.entries(devicePaths).map(([kname, path]) => `${kname}:0\t${path}\n`);
  return {
    outputs: {
      lsblk: lsblkOutput(devices),
      [FIND_SYS]: links.join(''),
    },
  };
}
