import type { ProblemRow } from './row.ts';

export const networkProblems = {
  'network.card-missing': {
    number: 350,
    exit: 'machine',
    en: 'this machine has no network card {wanted}; it has {cards}',
    zh: '本机没有网卡 {wanted}；现有：{cards}',
  },
  'network.card-ambiguous': {
    number: 351,
    exit: 'machine',
    en: '{wanted} fits several network cards: {cards}; name one by its mac',
    zh: '{wanted} 对应多块网卡：{cards}；请用 mac 指明一块',
  },
  'network.card-kind': {
    number: 352,
    exit: 'machine',
    en: '{name} is not a network card (kind: {kind}); name the physical card',
    zh: '{name} 不是网卡（类型：{kind}）；请指定物理网卡',
  },
  'network.card-no-link': {
    number: 353,
    exit: 'machine',
    en: '{name} has no link; check the cable and the switch port',
    zh: '{name} 没有连接（NoLink）；请检查网线和交换机端口',
  },
} as const satisfies Record<string, ProblemRow>;
