import { stepProblems } from '../step.ts';
import { areaOf } from './area.ts';

const places = {
  en: 'The sentence has the byte twice: on the whole disk (`dd if=DISK bs=4096 skip=BYTE/4096 count=1 iflag=direct`) and on the partition, by its name. `dmesg` and `smartctl -x DISK` in the root shell.',
  zh: '句子中给出两个字节位置：整个磁盘上的（`dd if=DISK bs=4096 skip=BYTE/4096 count=1 iflag=direct`）和该分区内的。在 root shell 中查看 `dmesg` 和 `smartctl -x DISK`。',
};
const replace = {
  en: 'Replace the disk, then install again. Where it comes again on another disk, change cable, slot or controller, and test the memory.',
  zh: '更换磁盘，然后重新安装。若换磁盘后仍出现，请更换线缆、插槽或控制器，并检查内存。',
};
const onlyMedium = {
  cause: {
    en: 'The medium is worn or was written badly, its drive or cable fails, or it was pulled out. The disk is not at fault.',
    zh: '介质老化或写入有误、光驱或线缆故障，或介质被拔出。磁盘没有问题。',
  },
  evidence: {
    en: 'The sentence names the file and the byte in it; "Check this medium" in the boot menu compares all files; `dmesg` has the read errors.',
    zh: '句子写有文件及其中的字节位置；启动菜单中的 "Check this medium" 检查全部文件；`dmesg` 中有读取错误。',
  },
  changed: {
    en: 'In the step that checks the medium: nothing. In a later one: the former contents of the target are lost, it does not boot. No other disk was written.',
    zh: '在检查介质的步骤中：没有任何更改。在之后的步骤中：目标原有内容已丢失，无法启动。没有写入其他磁盘。',
  },
  next: {
    en: 'Write the medium again, or use another one or another port; then start the installation again.',
    zh: '重新写入介质，或换一个介质或接口；然后重新开始安装。',
  },
};

const suspects = {
  en: 'Above it: the step, the command and the end of its output. `dmesg` and `smartctl -x DEVICE` in the root shell; every command with its output is in /run/cos-install/log/events.jsonl.',
  zh: '前面写有步骤、命令及其输出的结尾。在 root shell 中查看 `dmesg` 和 `smartctl -x DEVICE`；每条命令及输出在 /run/cos-install/log/events.jsonl。',
};

export const failedSteps = areaOf({
  title: { en: 'Steps of an installation', zh: '安装步骤' },
  rows: stepProblems,
  common: {
    cause: {
      en: 'The disk, its cable or its controller fails; or a program met what it could not do.',
      zh: '磁盘、线缆或控制器故障；或某个程序无法完成操作。',
    },
    evidence: suspects,
    changed: {
      en: 'The target: its former contents are lost, it does not boot, for boot code is written last and taken back. The end of the failure says whether the data disk was written. No other disk was.',
      zh: '目标磁盘：原有内容已丢失，且无法启动，因为引导代码最后写入并已撤销。失败信息的末尾说明数据磁盘是否已写入。没有写入其他磁盘。',
    },
    next: {
      en: 'Mend the cause, then install again from the start; the disk needs no preparation.',
      zh: '排除原因，然后从头重新安装；磁盘无需处理。',
    },
  },
  extra: {
    'step.medium': {
      cause: {
        en: 'The medium is worn or was written badly, its drive or cable fails, or it was pulled out.',
        zh: '介质老化或写入有误、光驱或线缆故障，或介质被拔出。',
      },
      evidence: {
        en: 'The lines above it name the file; "Check this medium" in the boot menu compares all of them; `dmesg` has the read errors.',
        zh: '前面的行写有文件名；启动菜单中的 "Check this medium" 检查全部文件；`dmesg` 中有读取错误。',
      },
      changed: {
        en: 'Nothing was written: the medium is read whole before the first write.',
        zh: '没有写入任何数据：首次写入之前会完整读取介质。',
      },
      next: {
        en: 'Write the medium again, or use another one or another port.',
        zh: '重新写入介质，或换一个介质或接口。',
      },
    },
    'step.before-writing': {
      cause: {
        en: 'A program that looks at the machine failed, or the disk does not answer.',
        zh: '检查机器的程序失败，或磁盘没有响应。',
      },
      changed: { en: 'Nothing was written to any disk.', zh: '没有向任何磁盘写入数据。' },
    },
    'step.medium-read': onlyMedium,
    'step.medium-content': onlyMedium,
    'step.disk-write': {
      cause: {
        en: 'The disk does not take what is written at this byte: bad sectors without spare ones, a disk that is smaller than it says, or it was pulled out.',
        zh: '磁盘在该字节处无法写入：坏扇区且没有备用扇区、磁盘实际容量小于标称容量，或磁盘被拔出。',
      },
      evidence: places,
      next: replace,
    },
    'step.disk-read': {
      cause: {
        en: 'The disk took what was written at this byte and cannot read it again: a bad sector.',
        zh: '磁盘接受了在该字节处写入的内容，但无法读回：坏扇区。',
      },
      evidence: places,
      next: replace,
    },
    'step.disk-content': {
      cause: {
        en: 'The disk says that all is well and gives back other bytes: silent corruption by disk, cable, controller or memory; or a disk that is smaller than it says and wrote over its beginning.',
        zh: '磁盘报告一切正常，但读回的字节不同：磁盘、线缆、控制器或内存造成的静默损坏；或磁盘实际容量小于标称容量，覆盖了开头的内容。',
      },
      evidence: places,
      next: replace,
    },
    'step.disk-file': {
      cause: {
        en: 'A file of this file system cannot be read back, or holds other bytes than were written.',
        zh: '该文件系统中的文件无法读回，或内容与写入的不同。',
      },
      evidence: {
        en: 'The sentence has the file and the byte in it. `dmesg` and `smartctl -x DISK` in the root shell.',
        zh: '句子写有文件及其中的字节位置。在 root shell 中查看 `dmesg` 和 `smartctl -x DISK`。',
      },
      next: replace,
    },
    'step.reading-back': {
      cause: {
        en: 'What was read from the disk is not what was written, or cannot be read: disk, cable, controller or memory.',
        zh: '从磁盘读出的内容与写入的不同，或无法读取：磁盘、线缆、控制器或内存有问题。',
      },
      next: {
        en: 'Check cable and controller, or replace the disk; then install again. Where it comes again on another disk, test the memory.',
        zh: '检查线缆和控制器，或更换磁盘；然后重新安装。若换磁盘后仍出现，请检查内存。',
      },
    },
  },
});
