import { networkProblems } from '../network.ts';
import { saveProblems } from '../save.ts';
import { usageProblems } from '../usage.ts';
import { wizardProblems } from '../wizard.ts';
import { areaOf, GOES_ON } from './area.ts';

const nothing = { en: 'Nothing was written to any disk.', zh: '没有向任何磁盘写入数据。' };

export const networkCards = areaOf({
  title: { en: 'Network cards', zh: '网卡' },
  rows: networkProblems,
  common: {
    cause: {
      en: '`network.interface` and the cards of this machine do not fit each other.',
      zh: '`network.interface` 与本机的网卡不符。',
    },
    evidence: {
      en: '`links` in `cos-install probe`; `ip link` in the root shell; `dmesg` where a card has no driver or firmware.',
      zh: '`cos-install probe` 中的 `links`；root shell 中的 `ip link`；网卡缺少驱动或固件时看 `dmesg`。',
    },
    changed: nothing,
    next: {
      en: 'Name a card of this machine in `network.interface`, best by its `mac`; then start the installation again.',
      zh: '在 `network.interface` 中写本机的网卡，最好用 `mac`；然后重新开始安装。',
    },
  },
  extra: {
    'network.card-no-link': {
      severity: 'warning',
      cause: {
        en: 'No cable, a port of the switch that is off, or the wrong card.',
        zh: '没有插网线、交换机端口关闭，或选错了网卡。',
      },
      changed: GOES_ON,
    },
  },
});

export const commandLines = areaOf({
  title: { en: 'Command line and files', zh: '命令行与文件' },
  rows: usageProblems,
  common: {
    cause: {
      en: 'The command line, or a file that it names, is not what the command needs.',
      zh: '命令行或其中指定的文件不符合命令的要求。',
    },
    evidence: {
      en: 'The sentence names the word or the file; `cos-install --help` shows what is allowed.',
      zh: '句子写有相应的词或文件；`cos-install --help` 显示允许的用法。',
    },
    changed: {
      en: 'Nothing: no disk and no file was written.',
      zh: '没有任何更改：没有写入磁盘或文件。',
    },
    next: {
      en: 'Correct the command line or the file, then start the command again.',
      zh: '更正命令行或文件，然后重新运行命令。',
    },
  },
  extra: {
    'usage.no-file': {
      cause: {
        en: 'A mistyped name, a volume that is not mounted, or a file that only another user may read.',
        zh: '文件名写错、卷没有挂载，或文件只有其他用户可读。',
      },
    },
    'usage.not-writable': {
      cause: {
        en: 'The folder is not there, belongs to another user, or is on a read-only or full file system.',
        zh: '目录不存在、属于其他用户，或位于只读或已满的文件系统。',
      },
    },
    'answers.file-changed': {
      cause: {
        en: 'Another program or person saved a file of this name while the wizard asked.',
        zh: '在向导提问期间，其他程序或人保存了同名文件。',
      },
      changed: {
        en: 'Nothing: the file is as the other one left it, and the wizard still has all answers.',
        zh: '没有任何更改：文件保持对方保存的样子，向导中仍有全部回答。',
      },
      next: {
        en: 'Move the file away, save again in the wizard, then compare the two.',
        zh: '移走该文件，在向导中重新保存，然后比较两者。',
      },
    },
    'usage.unknown-number': {
      next: {
        en: 'Write the number as it stands in brackets; docs/errors.md lists them all.',
        zh: '请写方括号中的编号；docs/errors.zh.md 列出全部编号。',
      },
    },
    'machine.bad-value': {
      cause: {
        en: 'The file for `--machine` was changed by hand, or recorded by another version of the installer.',
        zh: '`--machine` 的文件被手工修改，或由其他版本的安装程序记录。',
      },
    },
  },
});

export const keptAnswers = areaOf({
  title: { en: 'Saving the answers', zh: '保存回答' },
  rows: saveProblems,
  common: {
    cause: {
      en: 'The place where the wizard was to keep the answers is not there, or does not take them.',
      zh: '向导要保存回答的位置不存在，或无法写入。',
    },
    evidence: {
      en: '`lsblk -f` and `dmesg` in the root shell.',
      zh: '在 root shell 中查看 `lsblk -f` 和 `dmesg`。',
    },
    changed: {
      en: 'The answers are not saved, or not whole. The node on the target stays as it is.',
      zh: '回答没有保存，或不完整。目标上的节点保持原样。',
    },
    next: {
      en: 'Do what the sentence says, and save again on the last page of the wizard.',
      zh: '按句子所说处理，然后在向导的最后一页重新保存。',
    },
  },
});

export const terminals = areaOf({
  title: { en: 'The wizard and its terminal', zh: '向导与终端' },
  rows: wizardProblems,
  common: {
    cause: {
      en: 'The wizard cannot be shown here, or lacks a program.',
      zh: '此处无法显示向导，或缺少程序。',
    },
    evidence: {
      en: '`echo $TERM $LANG`, `stty size` and `cat /proc/cmdline` at the same console.',
      zh: '在同一控制台上运行 `echo $TERM $LANG`、`stty size` 和 `cat /proc/cmdline`。',
    },
    changed: nothing,
    next: {
      en: 'Do what the sentence says, use another console, or install by an answer file.',
      zh: '按句子所说处理，换一个控制台，或用应答文件安装。',
    },
  },
  extra: {
    'wizard.no-hash': {
      cause: {
        en: 'The program openssl is missing or fails; without it a password would have to be kept readable.',
        zh: '缺少 openssl 或其运行失败；没有它就只能以明文保存密码。',
      },
      evidence: {
        en: '`openssl version` on the same machine.',
        zh: '在同一台机器上运行 `openssl version`。',
      },
    },
    'wizard.no-chinese': { severity: 'warning', changed: GOES_ON },
    'wizard.unknown-language': { severity: 'warning', changed: GOES_ON },
  },
});
