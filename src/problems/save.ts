import type { ProblemRow } from './row.ts';

/** Keeping the answers at the end of the wizard. */
export const saveProblems = {
  'save.no-volume': {
    number: 430,
    exit: 'machine',
    en: 'no volume labelled {label} was found: plug one in, and save again',
    zh: '没有找到卷标为 {label} 的卷：请插入后重新保存',
  },
  'save.no-node': {
    number: 431,
    exit: 'machine',
    en: 'there is no installed node on {device}; the answers were not saved',
    zh: '{device} 上没有已安装的节点；没有保存回答',
  },
  'save.full': {
    number: 432,
    exit: 'write',
    en: '{device} is full; the answers were not saved: make room on it, or take another one',
    zh: '{device} 已满；没有保存回答：请腾出空间或换一个',
  },
  'save.read-only': {
    number: 433,
    exit: 'write',
    en: '{device} is write-protected; the answers were not saved: allow writing, or take another one',
    zh: '{device} 有写保护；没有保存回答：请解除写保护或换一个',
  },
  'save.failed': {
    number: 434,
    exit: 'write',
    en: 'the answers may not be on {device}: {reason}',
    zh: '回答可能没有保存到 {device}：{reason}',
  },
} as const satisfies Record<string, ProblemRow>;
