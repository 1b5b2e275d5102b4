import type { ProblemRow } from './row.ts';

/** 400-449: media, sources, running an install. 450-499: the machine as a whole. */
export const installProblems = {
  'usage.unknown-command': {
    number: 400,
    exit: 'usage',
    en: 'there is no command "{command}"; cos-install --help lists them',
    zh: '没有命令“{command}”；cos-install --help 列出所有命令',
  },
  'usage.bad-arguments': {
    number: 401,
    exit: 'usage',
    en: '{reason}; cos-install --help shows what is allowed',
    zh: '{reason}；cos-install --help 显示允许的用法',
  },
  'usage.no-file': {
    number: 402,
    exit: 'answers',
    en: 'cannot be read: {reason}',
    zh: '无法读取：{reason}',
  },
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
  'answers.none-found': {
    number: 412,
    exit: 'answers',
    en: 'no answer file was found; put one at /answers/default.yaml on the medium or on a volume labelled COS-ANSWERS',
    zh: '没有找到应答文件；请放到介质的 /answers/default.yaml，或卷标为 COS-ANSWERS 的卷上',
  },
  'answers.source-unsupported': {
    number: 413,
    exit: 'answers',
    en: '{source} is not supported yet; name a file on the medium, such as cos.answers=/answers/default.yaml',
    zh: '尚不支持 {source}；请写介质上的文件，例如 cos.answers=/answers/default.yaml',
  },
  'install.wipe-not-allowed': {
    number: 414,
    exit: 'answers',
    en: 'an unattended install erases {device}; write "wipe: target" here to allow it. Nothing was written',
    zh: '无人值守安装会清空 {device}；如允许，请在此写 "wipe: target"。没有写入任何数据',
  },
  'install.other-console': {
    number: 415,
    exit: 'preflight',
    en: 'the installation on another console ended without a result; start it again here',
    zh: '另一个控制台上的安装没有结果就结束了；请在此重新开始',
  },
  'disk.changed': {
    number: 420,
    exit: 'machine',
    en: 'this is not the disk that was chosen any more: wanted {wanted}; found {found}. Nothing was written',
    zh: '这已不是所选的磁盘：应为 {wanted}；实际为 {found}。没有写入任何数据',
  },
  'disk.became-busy': {
    number: 421,
    exit: 'machine',
    en: 'in use since it was chosen: {holder}; unmount it and start again. Nothing was written',
    zh: '选定之后被占用：{holder}；请卸载后重新开始。没有写入任何数据',
  },
  'machine.not-json': {
    number: 450,
    exit: 'usage',
    en: 'not a recorded machine: {reason}; "cos-install probe --output json" makes one',
    zh: '不是机器记录：{reason}；用 "cos-install probe --output json" 生成',
  },
  'machine.bad-value': {
    number: 451,
    exit: 'usage',
    en: '{reason}',
    zh: '机器记录有误：{reason}',
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
  'wizard.no-screen': {
    number: 454,
    exit: 'usage',
    en: 'the wizard needs a terminal of 80x24 or more that can move its cursor ({reason}); enlarge it, set TERM, or name an answer file',
    zh: '向导需要至少 80x24 且能移动光标的终端（{reason}）；请放大终端、设置 TERM，或指定应答文件',
  },
} as const satisfies Record<string, ProblemRow>;
