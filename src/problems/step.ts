import type { ProblemRow } from './row.ts';

/** A step of an installation that failed for a reason that no sentence of its own has: what a program or the kernel said. */
export const stepProblems = {
  'step.medium': {
    number: 440,
    exit: 'medium',
    en: 'the medium cannot be read, or is damaged: {reason}',
    zh: '介质无法读取或已损坏：{reason}',
  },
  'step.before-writing': {
    number: 441,
    exit: 'write',
    en: 'failed before the first write: {reason}',
    zh: '在首次写入之前失败：{reason}',
  },
  'step.writing': {
    number: 442,
    exit: 'write',
    en: 'writing failed: {reason}',
    zh: '写入失败：{reason}',
  },
  'step.reading-back': {
    number: 443,
    exit: 'verify',
    en: 'reading back failed: {reason}',
    zh: '读回校验失败：{reason}',
  },
  'step.medium-read': {
    number: 470,
    exit: 'medium',
    en: '{path} cannot be read at byte {offset}: {reason}; write the medium again or use another one',
    zh: '{path} 在字节 {offset} 处无法读取：{reason}；请重新写入介质或更换介质',
  },
  'step.medium-content': {
    number: 471,
    exit: 'medium',
    en: '{path} is not what it should be, at byte {offset} or after it: {reason}; write the medium again or use another one',
    zh: '{path} 的内容不正确，位于字节 {offset} 或其后：{reason}；请重新写入介质或更换介质',
  },
  'step.disk-write': {
    number: 244,
    exit: 'write',
    en: '{disk} cannot be written at byte {disk_offset} (byte {offset} of {partition}): {reason}. Replace this disk',
    zh: '{disk} 在字节 {disk_offset} 处无法写入（{partition} 的字节 {offset}）：{reason}。请更换此磁盘',
  },
  'step.disk-read': {
    number: 245,
    exit: 'verify',
    en: '{disk} cannot be read at byte {disk_offset} (byte {offset} of {partition}): {reason}. Replace this disk',
    zh: '{disk} 在字节 {disk_offset} 处无法读取（{partition} 的字节 {offset}）：{reason}。请更换此磁盘',
  },
  'step.disk-content': {
    number: 246,
    exit: 'verify',
    en: '{disk} gives back something else than was written, at byte {disk_offset} (byte {offset} of {partition}). Replace this disk',
    zh: '{disk} 读回的内容与写入的不同，位于字节 {disk_offset}（{partition} 的字节 {offset}）。请更换此磁盘',
  },
  'step.disk-file': {
    number: 247,
    exit: 'verify',
    en: '{path} on {partition} of {disk}, byte {offset} of the file: {reason}. Replace this disk',
    zh: '{disk} 的 {partition} 上的 {path}，文件的字节 {offset}：{reason}。请更换此磁盘',
  },
} as const satisfies Record<string, ProblemRow>;
