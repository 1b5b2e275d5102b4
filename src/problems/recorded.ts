import type { ProblemRow } from './row.ts';

/** The log of an installation that failed, and reports. */
export const recordedProblems = {
  'log.no-volume': {
    number: 435,
    exit: 'machine',
    en: 'no volume labelled {label} to keep it on',
    zh: '没有卷标为 {label} 的卷可供保存',
  },
  'log.not-kept': {
    number: 436,
    exit: 'write',
    en: 'not kept on the volume {label}: {reason}',
    zh: '没有保存到卷 {label}：{reason}',
  },
  'log.stopped': {
    number: 492,
    exit: 'write',
    en: 'the log is not complete, the installation goes on without: {reason}',
    zh: '日志不完整，安装在没有日志的情况下继续：{reason}',
  },
  'report.not-root': {
    number: 437,
    exit: 'usage',
    en: 'Require Root Privilege: the log and the journal need root; start it with sudo',
    zh: 'Require Root Privilege：读取日志需要 root 权限，请用 sudo 启动',
  },
  'report.exists': {
    number: 438,
    exit: 'usage',
    en: 'exists already; name a file that does not',
    zh: '已经存在；请换一个不存在的文件名',
  },
} as const satisfies Record<string, ProblemRow>;
