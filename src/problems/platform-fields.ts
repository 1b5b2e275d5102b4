import type { ProblemRow } from './row.ts';

/** Single values of an answer file's section `platform` that are not written as they must be. */
export const platformFieldProblems = {
  'platform.node-name': {
    number: 164,
    exit: 'answers',
    en: '{value} is not the name of a node; write letters, digits and inner hyphens, at least one letter, 63 characters at most',
    zh: '{value} 不是节点名；请写字母、数字和中间的连字符，至少一个字母，最多 63 个字符',
  },
  'platform.name': {
    number: 165,
    exit: 'answers',
    en: '{value} is not a name; write letters, digits and, inside, hyphens',
    zh: '{value} 不是名称；请写字母、数字，中间可用连字符',
  },
  'platform.node-set': {
    number: 166,
    exit: 'answers',
    en: 'must be all, or a list of names of nodes',
    zh: '必须是 all，或节点名的列表',
  },
  'platform.path': {
    number: 167,
    exit: 'answers',
    en: '{value} is not an absolute path; write one such as /data/repli',
    zh: '{value} 不是绝对路径；请写例如 /data/repli 的路径',
  },
  'platform.endpoint': {
    number: 168,
    exit: 'answers',
    en: '{value} is not host:port; write one such as 10.0.0.1:2181',
    zh: '{value} 不是 主机:端口；请写例如 10.0.0.1:2181',
  },
} as const satisfies Record<string, ProblemRow>;
