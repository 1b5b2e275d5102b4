import type { ProblemRow } from './row.ts';

/** Terminals and languages that the wizard cannot work with. */
export const wizardProblems = {
  'wizard.no-hash': {
    number: 455,
    exit: 'usage',
    en: 'a password cannot be hashed here: {reason}; install openssl',
    zh: '此处无法计算密码的哈希：{reason}；请安装 openssl',
  },
  'wizard.no-terminal': {
    number: 454,
    exit: 'usage',
    en: 'the wizard needs a terminal as its input and output; start it on a console, or use an answer file',
    zh: '向导的输入和输出必须是终端；请在控制台上启动，或使用应答文件',
  },
  'wizard.dumb-terminal': {
    number: 456,
    exit: 'usage',
    en: 'the wizard cannot move the cursor of this terminal (TERM={term}); set TERM to what it is, such as vt220, or use an answer file',
    zh: '向导无法移动该终端的光标（TERM={term}）；请将 TERM 设为实际的终端类型，例如 vt220，或使用应答文件',
  },
  'wizard.small-screen': {
    number: 457,
    exit: 'usage',
    en: 'the wizard needs a screen of 80x24 or more, this one is {size}; enlarge it, or use an answer file',
    zh: '向导需要至少 80x24 的屏幕，当前为 {size}；请放大屏幕，或使用应答文件',
  },
  'wizard.no-chinese': {
    number: 458,
    exit: 'usage',
    en: 'cos.lang=zh: this terminal cannot show Chinese; it needs UTF-8 and a font for it',
    zh: 'cos.lang=zh：此终端无法显示中文；需要 UTF-8 和中文字体',
  },
  'wizard.unknown-language': {
    number: 459,
    exit: 'usage',
    en: 'cos.lang={value} on the kernel command line is not known; allowed are en and zh',
    zh: '内核命令行中的 cos.lang={value} 未知；允许 en 和 zh',
  },
} as const satisfies Record<string, ProblemRow>;
