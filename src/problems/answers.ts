import type { ProblemRow } from './row.ts';

export const answersProblems = {
  'disk.selector-empty': {
    number: 160,
    exit: 'answers',
    en: 'selects nothing; name at least one of serial, wwn, path, model, size, bus, rotational, empty',
    zh: '没有选择条件；请至少写出 serial、wwn、path、model、size、bus、rotational、empty 之一',
  },
  'disk.selector-path': {
    number: 161,
    exit: 'answers',
    en: '{value} is not a stable name; write a path below /dev/disk/by-id, by-path or another /dev/disk/by-*',
    zh: '{value} 不是稳定的名称；请写 /dev/disk/by-id、by-path 或其他 /dev/disk/by-* 下的路径',
  },
  'disk.size-syntax': {
    number: 162,
    exit: 'answers',
    en: '{value} is not a size; write 480G, >=100G, <=2T or 100G-2T (G = 10^9, Gi = 2^30)',
    zh: '{value} 不是容量；请写成 480G、>=100G、<=2T 或 100G-2T（G = 10^9，Gi = 2^30）',
  },
  'disk.mount-path': {
    number: 163,
    exit: 'answers',
    en: '{value} is not a mount point; write an absolute path such as /var/lib/docker, without .. and not / itself',
    zh: '{value} 不是挂载点；请写绝对路径，例如 /var/lib/docker，不含 ..，也不能是 / 本身',
  },
  'answers.empty': {
    number: 110,
    exit: 'answers',
    en: 'must not be empty',
    zh: '不能为空',
  },
} as const satisfies Record<string, ProblemRow>;
