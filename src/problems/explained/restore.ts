import { restoreProblems } from '../restore.ts';
import { areaOf } from './area.ts';

export const restoring = areaOf({
  title: { en: 'Putting an old partition table back', zh: '还原旧分区表' },
  rows: restoreProblems,
  common: {
    cause: {
      en: 'The disk and the undo data do not fit each other, or the disk was written to since.',
      zh: '磁盘与还原数据不符，或磁盘之后被写入过。',
    },
    evidence: {
      en: '`dd if=DISK bs=1M count=1 | strings | head -n 40` shows the undo data on the disk: state, time, disk, old table. Those in memory are /run/cos-install/undo-NAME.',
      zh: '`dd if=DISK bs=1M count=1 | strings | head -n 40` 显示磁盘上的还原数据：状态、时间、磁盘、旧分区表。内存中的在 /run/cos-install/undo-NAME。',
    },
    changed: { en: 'Nothing was written.', zh: '没有写入任何数据。' },
    next: {
      en: 'Install again, or restore the disk from a backup. A partition table that somebody knows by heart can be written with sfdisk; the text of the old one is in the undo data.',
      zh: '重新安装，或用备份恢复磁盘。也可用 sfdisk 手工写回分区表；旧表的文本在还原数据中。',
    },
  },
  extra: {
    'restore.none-found': {
      cause: {
        en: 'No installation has begun to write to a disk here since the machine was started, and no disk says that one was not finished; or the undo data are damaged.',
        zh: '本机启动以来没有安装写过磁盘，也没有磁盘标有未完成的安装；或还原数据已损坏。',
      },
      next: {
        en: 'Name the disk, or the file undo-… that lies beside the log on the volume COS-ANSWERS. Was the power cut between the mark in the first sector and the undo data, then the old partition entries are in the mark, and nothing after the first MiB was touched: `dd if=DISK of=DISK bs=1 skip=368 seek=440 count=72 conv=notrunc` puts them back; the old boot code of a BIOS is lost.',
        zh: '请指定磁盘，或 COS-ANSWERS 卷上与日志放在一起的 undo-… 文件。若在写入首扇区标记之后、写入还原数据之前断电，旧的分区表项仍在标记中，且第一个 MiB 之后未被改动：`dd if=DISK of=DISK bs=1 skip=368 seek=440 count=72 conv=notrunc` 可将其写回；BIOS 的旧引导代码已丢失。',
      },
    },
    'restore.other-disk': {
      next: {
        en: 'Name the disk that the undo data are of, or the undo data of this disk.',
        zh: '请指定这些还原数据所属的磁盘，或本磁盘的还原数据。',
      },
    },
    'restore.needs-yes': {
      cause: {
        en: 'The command asks before it writes, and its input is no terminal.',
        zh: '该命令在写入前会询问，而其输入不是终端。',
      },
      next: { en: 'Add `--yes`, or run it in a terminal.', zh: '请加 `--yes`，或在终端中运行。' },
    },
  },
});
