import { recordedProblems } from '../recorded.ts';
import { areaOf } from './area.ts';

const asItWas = {
  en: 'Nothing more than what failed before: the log in memory is whole until the machine restarts.',
  zh: '除之前的失败外没有更改：内存中的日志在机器重新启动前是完整的。',
};

export const keptLogs = areaOf({
  title: { en: 'Logs and reports', zh: '日志与报告' },
  rows: recordedProblems,
  common: {
    cause: {
      en: 'The command line is not what `cos-install report` needs.',
      zh: '命令行不符合 `cos-install report` 的要求。',
    },
    evidence: {
      en: '`ls -l` in the folder of the file, and `id`.',
      zh: '在文件所在目录运行 `ls -l`，以及 `id`。',
    },
    changed: {
      en: 'Nothing: no file was written.',
      zh: '没有任何更改：没有写入文件。',
    },
    next: {
      en: 'Do what the sentence says, then start `cos-install report` again.',
      zh: '按句子所说处理，然后重新运行 `cos-install report`。',
    },
  },
  extra: {
    'log.no-volume': {
      severity: 'warning',
      cause: {
        en: 'No partition and no stick of this machine is labelled COS-ANSWERS.',
        zh: '本机没有卷标为 COS-ANSWERS 的分区或 U 盘。',
      },
      evidence: { en: '`lsblk -f` in the root shell.', zh: 'root shell 中的 `lsblk -f`。' },
      changed: asItWas,
      next: {
        en: 'Mount a stick in the root shell, and name a file on it for `cos-install report`.',
        zh: '在 root shell 中挂载 U 盘，并为 `cos-install report` 指定其中的文件。',
      },
    },
    'log.not-kept': {
      severity: 'warning',
      cause: {
        en: 'The volume is full, write-protected or damaged, or the disks of this machine cannot be listed any more.',
        zh: '卷已满、有写保护或已损坏，或者已无法列出本机的磁盘。',
      },
      evidence: {
        en: '`dmesg` and `lsblk -f` in the root shell.',
        zh: 'root shell 中的 `dmesg` 和 `lsblk -f`。',
      },
      changed: asItWas,
      next: {
        en: 'Mount another stick in the root shell, and name a file on it for `cos-install report`.',
        zh: '在 root shell 中挂载另一个 U 盘，并为 `cos-install report` 指定其中的文件。',
      },
    },
    'log.stopped': {
      severity: 'warning',
      cause: {
        en: 'The place of the log, /run/cos-install/log or the file of --log, is full or cannot be written to.',
        zh: '日志所在位置（/run/cos-install/log 或 --log 指定的文件）已满或不可写。',
      },
      evidence: { en: '`df /run` in the root shell.', zh: 'root shell 中的 `df /run`。' },
      changed: {
        en: 'Nothing by this; the installation goes on, and its end says what state the disk is in.',
        zh: '此项没有更改；安装继续进行，结束时说明磁盘状态。',
      },
      next: {
        en: 'Nothing, when the installation succeeds. Otherwise remove what fills the place, or restart the machine, and install again.',
        zh: '若安装成功则无需处理；否则删除占用空间的内容或重新启动机器，然后重新安装。',
      },
    },
    'report.exists': {
      cause: {
        en: 'A report never takes the place of a file, and never of a device that was named by mistake.',
        zh: '报告不会覆盖已有文件，也不会覆盖误指定的设备。',
      },
    },
  },
});
