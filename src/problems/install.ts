import type { ProblemRow } from './row.ts';

/** The medium, the answer file that is looked for, running an install, and the machine as a whole. */
export const installProblems = {
  'install.not-root': {
    number: 410,
    exit: 'usage',
    en: 'Require Root Privilege: installing needs root; start it with sudo',
    zh: 'Require Root Privilege：安装需要 root 权限，请用 sudo 启动',
  },
  'medium.not-ready': {
    number: 411,
    exit: 'medium',
    en: 'CDROM Device Not Ready: looked for a medium labelled CDROM with /cos/manifest.json and the image; found {found}',
    zh: 'CDROM Device Not Ready：需要卷标为 CDROM 且带有 /cos/manifest.json 和镜像的介质；找到的是：{found}',
  },
  'medium.no-extension': {
    number: 417,
    exit: 'medium',
    en: 'this medium has no extension {name}, which a service of the answers needs; use one made by `make iso`',
    zh: '此介质没有扩展 {name}，而应答中的服务需要它；请使用由 `make iso` 制作的介质',
  },
  'answers.none-found': {
    number: 412,
    exit: 'answers',
    en: 'no answer file was found; put one at /answers/default.yaml on the medium or on a volume labelled COS-ANSWERS',
    zh: '没有找到应答文件；请放到介质的 /answers/default.yaml，或卷标为 COS-ANSWERS 的卷上',
  },
  'answers.source-unsupported': {
    number: 413,
    exit: 'answers',
    en: '{source} is not supported; name a file on the medium (/answers/default.yaml) or an address (https://…)',
    zh: '不支持 {source}；请写介质上的文件（/answers/default.yaml）或网址（https://…）',
  },
  'install.wipe-not-allowed': {
    number: 414,
    exit: 'answers',
    en: 'an unattended install erases {device}; write "wipe: target" here to allow it. Nothing was written',
    zh: '无人值守安装会清空 {device}；如允许，请在此写 "wipe: target"。没有写入任何数据',
  },
  'install.wipe-data-not-allowed': {
    number: 480,
    exit: 'answers',
    en: 'an unattended install erases {device} too, for data; write "wipe: [target, data]" here to allow it. Nothing was written',
    zh: '无人值守安装还会清空数据磁盘 {device}；如允许，请在此写 "wipe: [target, data]"。没有写入任何数据',
  },
  'install.cannot-ask': {
    number: 416,
    exit: 'answers',
    en: 'leaves {sections} to a person, and nobody can be asked here (no terminal, cos.auto or --output json); write them down, remove this key',
    zh: '把 {sections} 留给人填写，但此处无人可问（没有终端、cos.auto 或 --output json）；请写入文件并删除此键',
  },
  'install.other-console': {
    number: 415,
    exit: 'preflight',
    en: 'the installation on another console ended without a result; start it again here',
    zh: '另一个控制台上的安装没有结果就结束了；请在此重新开始',
  },
  'install.no-lock': {
    number: 493,
    exit: 'machine',
    en: 'cannot be written: {reason}; make room there (df /run) and start again. Nothing was written to any disk',
    zh: '无法写入：{reason}；请腾出空间（df /run）后重新开始。没有向任何磁盘写入数据',
  },
  'install.killed-left': {
    number: 491,
    exit: 'machine',
    en: 'left by an installation that was killed, and cannot be cleared: {reason}',
    zh: '由被终止的安装遗留，无法清除：{reason}',
  },
  'disk.changed': {
    number: 420,
    exit: 'machine',
    en: 'this is not the disk that was chosen any more: wanted {wanted}; found {found}. Nothing was written to it',
    zh: '这已不是所选的磁盘：应为 {wanted}；实际为 {found}。没有向它写入任何数据',
  },
  'disk.became-busy': {
    number: 421,
    exit: 'machine',
    en: 'in use since it was chosen: {holder}; unmount it and start again. Nothing was written to it',
    zh: '选定之后被占用：{holder}；请卸载后重新开始。没有向它写入任何数据',
  },
  'program.unexpected': {
    number: 490,
    exit: 'unexpected',
    en: 'Unexpected: {reason}',
    zh: '意外错误：{reason}',
  },
  'machine.little-memory': {
    number: 452,
    exit: 'machine',
    en: 'this machine has {size} of memory; COS nodes are meant to have 8 GB or more',
    zh: '本机内存为 {size}；COS 节点应有 8 GB 或更多',
  },
  'machine.no-data-disk': {
    number: 453,
    exit: 'machine',
    en: "no second disk for containers: they share the system's disk",
    zh: '没有用于容器的第二块磁盘：容器与系统共用一块磁盘',
  },
} as const satisfies Record<string, ProblemRow>;
