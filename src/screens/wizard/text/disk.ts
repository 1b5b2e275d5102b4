import type { TextRow } from './row.ts';

export const diskTexts = {
  'disk.title': { en: 'Select Disk', zh: '选择磁盘' },
  'disk.intro': {
    en: 'The system is installed on this disk; everything on it is destroyed.',
    zh: '系统将安装到该磁盘，其中的全部数据会被清除。',
  },
  'disk.label': { en: 'Devices', zh: '磁盘' },
  'disk.serial': { en: 'Serial', zh: '序列号' },
  'disk.size': { en: 'Size', zh: '容量' },
  'disk.model': { en: 'Model', zh: '型号' },
  'disk.wwn': { en: 'WWN', zh: 'WWN 名称' },
  'disk.path': { en: 'Path', zh: '路径' },
  'disk.wipe': { en: 'An installation without a person', zh: '无人值守安装' },
  'disk.wipe-no': {
    en: 'no      stops before it erases the disk',
    zh: 'no      在清除磁盘之前停止',
  },
  'disk.wipe-target': {
    en: 'target  may erase everything on the disk',
    zh: 'target  可以清除磁盘上的全部数据',
  },
  'disk.serial-is': { en: 'serial {serial}', zh: '序列号 {serial}' },
  'disk.empty': { en: 'nothing found on it', zh: '未发现内容' },
  'disk.holds': { en: 'on it: {names}', zh: '内容：{names}' },
  'disk.none': {
    en: 'ERROR: No Writable Block Device Found!',
    zh: '错误：未找到可写的磁盘！（No Writable Block Device Found）',
  },
  'disk.choose': {
    en: 'choose the disk to install on: arrows move, Space selects',
    zh: '请选择要安装的磁盘：方向键移动，空格键选择',
  },
  'disk.describe': {
    en: 'say which disk: its serial number, or its size when no other disk has it (such as 480G, >=100G)',
    zh: '请说明磁盘：填写序列号，或填写唯一符合的容量（如 480G、>=100G）',
  },
  'disk.no-identity': {
    en: 'nothing tells this disk from the others for certain: no serial number, WWN or link of its own',
    zh: '无法可靠区分该磁盘：没有独有的序列号、WWN 或链接',
  },
  'data.title': { en: 'Data Disk', zh: '数据磁盘' },
  'data.intro': {
    en: 'A second disk for containers is optional; everything on it is destroyed.',
    zh: '可另选一块磁盘存放容器数据，其中的全部数据会被清除。',
  },
  'data.none': {
    en: "none: containers share the system's disk",
    zh: '无：容器与系统共用一块磁盘',
  },
  'data.mount': { en: 'Mount', zh: '挂载点' },
  'data.wipe-no': {
    en: 'no    stops before it erases this disk',
    zh: 'no    在清除此磁盘之前停止',
  },
  'data.wipe-data': {
    en: 'data  may erase everything on this disk too',
    zh: 'data  也可以清除此磁盘上的全部数据',
  },
} satisfies Readonly<Record<string, TextRow>>;
