import type { Content, Disk } from '../../src/disk/disk.ts';

/** An idle empty SATA disk of 100 GB; a test names what differs. */
export function aDisk(over: Partial<Disk> = {}): Disk {
  return {
    path: '/dev/sda',
    links: [],
    type: 'disk',
    bus: 'sata',
    bytes: 100e9,
    logical_sector_bytes: 512,
    physical_sector_bytes: 512,
    rotational: false,
    read_only: false,
    removable: false,
    is_medium: false,
    mount_points: [],
    children: [],
    ...over,
  };
}

/** A partition, or another device where `type` says so. */
export function aContent(over: Partial<Content> = {}): Content {
  return { path: '/dev/sda1', type: 'part', bytes: 1e9, mount_points: [], children: [], ...over };
}
