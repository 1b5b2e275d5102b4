import type { ProblemRow } from './row.ts';

/** The command line, files that it names, and recorded machines. */
export const usageProblems = {
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
  'usage.file-exists': {
    number: 403,
    exit: 'usage',
    en: 'exists already; "cos-install edit" changes it, or name another file',
    zh: '已经存在；用 "cos-install edit" 修改它，或换一个文件名',
  },
  'usage.not-writable': {
    number: 404,
    exit: 'usage',
    en: 'cannot be written: {reason}',
    zh: '无法写入：{reason}',
  },
  'answers.file-changed': {
    number: 405,
    exit: 'answers',
    en: 'was made or changed by somebody else meanwhile; move it away, then save again',
    zh: '期间已被他人创建或修改；请移走它，然后重新保存',
  },
  'usage.unknown-number': {
    number: 406,
    exit: 'usage',
    en: 'there is no error {number}; write a number as it stands in brackets, such as E140',
    zh: '没有错误 {number}；请写方括号中的编号，例如 E140',
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
} as const satisfies Record<string, ProblemRow>;
