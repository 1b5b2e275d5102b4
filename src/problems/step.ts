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
} as const satisfies Record<string, ProblemRow>;
