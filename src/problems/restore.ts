import type { ProblemRow } from './row.ts';

/** Putting back what a disk was before an installation that did not get far. */
export const restoreProblems = {
  'restore.none-found': {
    number: 475,
    exit: 'machine',
    en: 'no undo data were found; name a disk (/dev/…) or the file undo-… of a volume COS-ANSWERS',
    zh: '没有找到还原数据；请指定磁盘（/dev/…）或 COS-ANSWERS 卷上的 undo-… 文件',
  },
  'restore.other-disk': {
    number: 476,
    exit: 'machine',
    en: 'these undo data are of another disk: they are of {wanted}; found {found}. Nothing was written',
    zh: '这些还原数据属于另一个磁盘：应为 {wanted}；实际为 {found}。没有写入任何数据',
  },
  'restore.overwritten': {
    number: 477,
    exit: 'machine',
    en: 'the installation had begun to write the system to {device}: its former contents are lost. Nothing was written now',
    zh: '安装已开始向 {device} 写入系统：原有内容已丢失。本次没有写入任何数据',
  },
  'restore.changed-since': {
    number: 478,
    exit: 'machine',
    en: '{device} is not as the installation left it ({found}): somebody else has written to it since. Nothing was written now',
    zh: '{device} 已不是安装中断时的状态（{found}）：之后有其他程序写过它。本次没有写入任何数据',
  },
  'restore.needs-yes': {
    number: 479,
    exit: 'usage',
    en: 'nobody can be asked here: add --yes to put the old table back',
    zh: '此处无人可问：请加 --yes 以还原旧分区表',
  },
} as const satisfies Record<string, ProblemRow>;
