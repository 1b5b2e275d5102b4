import { installProblems } from '../install.ts';
import { areaOf, GOES_ON, UNTOUCHED } from './area.ts';

export const installations = areaOf({
  title: { en: 'Medium, answer file, start of an installation', zh: '介质、应答文件与安装的开始' },
  rows: installProblems,
  common: {
    cause: {
      en: 'Something that an installation needs is not there, or is not as it was a moment ago.',
      zh: '安装所需的某样东西不存在，或与刚才不同。',
    },
    evidence: {
      en: 'The lines above it on the console; /run/cos-install/log/events.jsonl; `cos-install probe` shows what the installer sees.',
      zh: '控制台上的前几行；/run/cos-install/log/events.jsonl；`cos-install probe` 显示安装程序看到的内容。',
    },
    changed: {
      en: 'Nothing was written to any disk.',
      zh: '没有向任何磁盘写入数据。',
    },
    next: {
      en: 'Do what the sentence says, then start the installation again.',
      zh: '按句子所说处理，然后重新开始安装。',
    },
  },
  extra: {
    'install.not-root': {
      cause: {
        en: 'Only root may look at disks as closely as needed, and write to them.',
        zh: '只有 root 才能按需要检查和写入磁盘。',
      },
      evidence: { en: '`id -u` prints another number than 0.', zh: '`id -u` 显示的不是 0。' },
    },
    'install.cannot-ask': {
      cause: {
        en: 'The wizard asks only where somebody can answer: on a terminal that can redraw, and not started to run without questions.',
        zh: '只有在有人可以回答的地方，向导才会提问：能重绘的终端，且不是以无人值守方式启动。',
      },
    },
    'medium.not-ready': {
      cause: {
        en: 'The medium was pulled out, a virtual CD was unmounted, its controller has no driver, its label is another one, files were copied in place of the disk image, or its manifest is damaged.',
        zh: '介质被拔出、虚拟光盘被卸载、控制器没有驱动、卷标不同、复制的是文件而不是磁盘映像，或清单文件已损坏。',
      },
      evidence: {
        en: '`lsblk -f` and `dmesg` in the root shell: is the device there, which label does it have?',
        zh: '在 root shell 中查看 `lsblk -f` 和 `dmesg`：设备是否存在，卷标是什么？',
      },
      next: {
        en: 'Insert the medium again, or write it anew as a disk image (`dd`).',
        zh: '重新插入介质，或以磁盘映像方式（`dd`）重新写入。',
      },
    },
    'medium.no-extension': {
      cause: {
        en: 'GlusterFS and ZooKeeper are system extensions: files beside the system image, copied only to nodes that run them. The medium was made without them, or files were removed from it.',
        zh: 'GlusterFS 和 ZooKeeper 是系统扩展：位于系统镜像旁的文件，只复制到运行它们的节点。该介质制作时没有包含它们，或其中的文件被删除。',
      },
      evidence: {
        en: '`ls /run/cos/medium/cos/extensions` in the root shell; `extensions` in /run/cos/medium/cos/manifest.json.',
        zh: '在 root shell 中查看 `ls /run/cos/medium/cos/extensions`，以及 /run/cos/medium/cos/manifest.json 的 `extensions`。',
      },
      next: {
        en: 'Write the medium anew from a complete ISO, or leave the service out of `platform.services`.',
        zh: '用完整的 ISO 重新写入介质，或从 `platform.services` 中去掉该服务。',
      },
    },
    'answers.none-found': {
      evidence: {
        en: 'Every place that was tried stands above it with its result.',
        zh: '前面列有每个查找过的位置及结果。',
      },
    },
    'install.wipe-not-allowed': {
      cause: {
        en: 'Without a person, a disk is erased only where the answer file says so in words.',
        zh: '无人值守时，只有应答文件明确写出才会清空磁盘。',
      },
    },
    'install.no-lock': {
      cause: {
        en: 'Files of this installation are kept in memory, below /run, and there is no room for one more.',
        zh: '本次安装的文件保存在内存中的 /run 下，已没有空间。',
      },
      evidence: {
        en: '`df /run` and `free` in the root shell.',
        zh: 'root shell 中的 `df /run` 和 `free`。',
      },
    },
    'install.killed-left': {
      severity: 'warning',
      cause: {
        en: 'An installer was killed while it worked, and what it had mounted, mapped or started does not let go: a disk that does not answer, or somebody works in that folder.',
        zh: '安装程序在工作时被终止，它挂载、映射或启动的内容无法释放：磁盘没有响应，或有人正在使用该目录。',
      },
      evidence: {
        en: '`findmnt`, `dmsetup ls` and `ps` in the root shell show it; `dmesg` shows a disk that does not answer.',
        zh: 'root shell 中的 `findmnt`、`dmsetup ls` 和 `ps` 可以看到；`dmesg` 显示没有响应的磁盘。',
      },
      changed: {
        en: 'Nothing by this start. The installation that was killed may have begun to write: then its target does not boot.',
        zh: '本次启动没有更改。被终止的安装可能已开始写入：此时其目标无法启动。',
      },
      next: {
        en: 'Leave the folder, or unmount it by hand, and start again; where the disk does not answer, restart the machine.',
        zh: '离开该目录或手动卸载后重新开始；若磁盘没有响应，请重新启动机器。',
      },
    },
    'install.wipe-data-not-allowed': {
      cause: {
        en: 'The file names a data disk, which is always made anew, and allows to erase the target only.',
        zh: '应答文件指定了数据磁盘（每次安装都会重建），但只允许清空目标磁盘。',
      },
      next: {
        en: 'Write `wipe: [target, data]`. To keep what is on that disk, take `disk.data` out of the file and mount it on the node yourself.',
        zh: '请写 `wipe: [target, data]`。若要保留该磁盘的内容，请从文件中删除 `disk.data`，在节点上自行挂载。',
      },
    },
    'install.other-console': {
      cause: {
        en: 'The process that installed on another console ended without saying how: it was killed, or failed unexpectedly.',
        zh: '另一个控制台上的安装进程没有说明结果就结束：被终止，或意外失败。',
      },
      changed: {
        en: 'Nothing by this console. The other one may have begun to write: then the target does not boot. Its log says which step was the last.',
        zh: '本控制台没有更改。另一个控制台可能已开始写入：此时目标无法启动。其日志写有最后一步。',
      },
    },
    'disk.changed': {
      cause: {
        en: 'Between the choice and the first write the disk was exchanged, renamed or changed in size.',
        zh: '从选定到首次写入之间，磁盘被更换、改名或容量改变。',
      },
      changed: UNTOUCHED,
    },
    'disk.became-busy': {
      cause: {
        en: 'Between the choice and the first write somebody mounted or opened the disk.',
        zh: '从选定到首次写入之间，有人挂载或打开了该磁盘。',
      },
      changed: UNTOUCHED,
    },
    'program.unexpected': {
      cause: { en: 'A bug of the installer.', zh: '安装程序的缺陷。' },
      changed: {
        en: 'The last step in /run/cos-install/log/events.jsonl says how far it came. Where a step that writes had begun, the target does not boot.',
        zh: '/run/cos-install/log/events.jsonl 中的最后一步说明进行到哪里。若写入步骤已开始，目标无法启动。',
      },
      next: {
        en: 'Send the lines and the folder /run/cos-install/log to those who look after the installer; then install again.',
        zh: '请把这些行和 /run/cos-install/log 目录发给安装程序的维护者；然后重新安装。',
      },
    },
    'machine.little-memory': {
      severity: 'warning',
      changed: GOES_ON,
      next: {
        en: 'Nothing for a trial; give a node in use more memory.',
        zh: '试用时不用处理；正式节点请增加内存。',
      },
    },
    'machine.no-data-disk': {
      severity: 'warning',
      changed: GOES_ON,
      next: {
        en: 'Nothing has to be done. A second disk keeps containers from filling the disk of the system.',
        zh: '可以不处理。第二块磁盘可避免容器占满系统磁盘。',
      },
    },
  },
});
