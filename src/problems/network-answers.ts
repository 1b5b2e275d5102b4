import type { ProblemRow } from './row.ts';

/** Answers about bond, VLAN, addresses and containers that cannot work together. */
export const networkAnswerProblems = {
  'network.bond-member-twice': {
    number: 301,
    exit: 'answers',
    en: '{name} is written twice; write each card of the bond once',
    zh: '{name} 写了两次；bond 的每块网卡只写一次',
  },
  'network.bond-without-interface': {
    number: 302,
    exit: 'answers',
    en: '{name} is not a card of the bond ({members}); name one of them',
    zh: '{name} 不是 bond 的网卡（{members}）；请写其中一块',
  },
  'network.bond-disk-image': {
    number: 303,
    exit: 'answers',
    en: 'the system of a disk image cannot set up a bond; remove it, or write install.image: usr-image',
    zh: '磁盘映像中的系统无法配置 bond；请删除，或写 install.image: usr-image',
  },
  'network.gateway-disk-image': {
    number: 304,
    exit: 'answers',
    en: "{gateway} is in no network of the node, and an original COS does not take such a gateway; write one inside the node's network",
    zh: '{gateway} 不在节点的任何网络内，原版 COS 不接受这样的网关；请写节点网络内的网关',
  },
  'network.dns-unreachable': {
    number: 305,
    exit: 'answers',
    en: "{server} is outside the node's networks, and there is no IPv{family} gateway to it; add one, or write another server",
    zh: '{server} 不在节点的网络内，也没有通往它的 IPv{family} 网关；请添加网关或改写服务器',
  },
  'agent.controller-unreachable': {
    number: 308,
    exit: 'answers',
    en: "{address} is outside the node's networks, and there is no IPv{family} gateway to it; add one, or write another controller",
    zh: '{address} 不在节点的网络内，也没有通往它的 IPv{family} 网关；请添加网关或改写控制器',
  },
  'container_network.overlap': {
    number: 306,
    exit: 'answers',
    en: 'shares addresses with {range}; write each address in one range only',
    zh: '与 {range} 有相同的地址；每个地址只写在一个范围内',
  },
  'container_network.role': {
    number: 307,
    exit: 'answers',
    en: 'has an effect on agents only; remove it',
    zh: '只对 agent 有效；请删除',
  },
} as const satisfies Record<string, ProblemRow>;
