import type { ProblemRow } from './row.ts';

export const diskProblems = {
  'disk.none-matches': {
    number: 201,
    exit: 'machine',
    en: 'none of the {count} disks matches; "cos-install disks --explain ANSWERS" shows why',
    zh: '{count} 个磁盘中没有一个符合；用 "cos-install disks --explain ANSWERS" 查看原因',
  },
  'disk.several-match': {
    number: 202,
    exit: 'machine',
    en: '{count} disks match: {disks}; add keys until exactly one does ("cos-install disks --explain ANSWERS")',
    zh: '有 {count} 个磁盘符合：{disks}；请增加条件，直到只剩一个（"cos-install disks --explain ANSWERS"）',
  },
  'disk.medium': {
    number: 210,
    exit: 'machine',
    en: '{device} carries the medium that this installer runs from; it is never a target',
    zh: '{device} 是当前安装程序所在的介质，不能作为目标',
  },
  'disk.read-only': {
    number: 211,
    exit: 'machine',
    en: '{device} is read-only; remove the write protection or choose another disk',
    zh: '{device} 是只读的；请解除写保护或选择其他磁盘',
  },
  'disk.mounted': {
    number: 212,
    exit: 'machine',
    en: '{device} is in use: {part} is mounted at {mount}; unmount it first',
    zh: '{device} 正在使用：{part} 挂载在 {mount}；请先卸载',
  },
  'disk.swap': {
    number: 213,
    exit: 'machine',
    en: '{device} is in use: {part} is swap space; switch it off first (swapoff)',
    zh: '{device} 正在使用：{part} 是交换空间；请先停用（swapoff）',
  },
  'disk.held': {
    number: 214,
    exit: 'machine',
    en: '{device} is in use: {part} is held by {holder} ({type}); stop it first',
    zh: '{device} 正在使用：{part} 被 {holder}（{type}）占用；请先停用它',
  },
  'disk.member': {
    number: 215,
    exit: 'machine',
    en: '{device} is a part of {holder} ({type}); choose {holder} instead',
    zh: '{device} 是 {holder}（{type}）的成员；请改选 {holder}',
  },
  'disk.too-small': {
    number: 216,
    exit: 'machine',
    en: '{device} has {size}; at least {smallest} are needed',
    zh: '{device} 容量为 {size}；至少需要 {smallest}',
  },
  'disk.4kn-bios': {
    number: 217,
    exit: 'machine',
    en: '{device} has 4096-byte sectors, from which a BIOS cannot start; start the machine by UEFI or choose another disk',
    zh: '{device} 的扇区为 4096 字节，BIOS 无法由此启动；请用 UEFI 启动本机或选择其他磁盘',
  },
  'disk.kind': {
    number: 218,
    exit: 'machine',
    en: '{device} is of type {type}; the system goes on a disk, a multipath map or an md RAID 1',
    zh: '{device} 的类型是 {type}；系统只能装在磁盘、多路径设备或 md RAID 1 上',
  },
  'disk.array-on-partitions': {
    number: 219,
    exit: 'machine',
    en: '{device} is an array of partitions, from which no firmware can start; the array must be made of whole disks',
    zh: '{device} 是由分区组成的阵列，固件无法由此启动；阵列必须由整块磁盘组成',
  },
} as const satisfies Record<string, ProblemRow>;
