import type { ProblemRow } from './row.ts';

/** A fleet file: its own keys, nodes that get into each other's way, and which node a machine is. */
export const fleetProblems = {
  'fleet.not-uuid': {
    number: 580,
    exit: 'answers',
    en: '{value} is no UUID; write it as cos-install probe shows it: 8-4-4-4-12 hexadecimal digits',
    zh: '{value} 不是 UUID；请按 cos-install probe 的显示填写：8-4-4-4-12 个十六进制数字',
  },
  'fleet.match-empty': {
    number: 581,
    exit: 'answers',
    en: 'must have at least one of mac, serial and uuid; without match the console asks which node it is',
    zh: '至少要有 mac、serial、uuid 之一；不写 match 时，由控制台询问是哪个节点',
  },
  'fleet.not-size': {
    number: 582,
    exit: 'answers',
    en: '{value} is not a size; write one such as 16G',
    zh: '{value} 不是容量；请写例如 16G',
  },
  'fleet.no-nodes': {
    number: 583,
    exit: 'answers',
    en: 'must name at least one node',
    zh: '至少要有一个节点',
  },
  'fleet.made-key': {
    number: 584,
    exit: 'answers',
    en: 'is made from {source} in a fleet file; remove it here',
    zh: '在机群文件中由 {source} 生成；请删除此处',
  },
  'fleet.no-prefix': {
    number: 585,
    exit: 'answers',
    en: 'needs a prefix length; write prefix: 24 beside it, or network.prefix in defaults',
    zh: '需要前缀长度；请在旁边写 prefix: 24，或在 defaults 中写 network.prefix',
  },
  'fleet.twice': {
    number: 586,
    exit: 'answers',
    en: '{value} is that of node {name} too; each node needs its own',
    zh: '{value} 与节点 {name} 相同；每个节点必须不同',
  },
  'fleet.match-twice': {
    number: 587,
    exit: 'answers',
    en: 'fits the same machine as that of node {name}; give each node a mac, serial or uuid of its own',
    zh: '与节点 {name} 匹配同一台机器；请为每个节点写各自的 mac、serial 或 uuid',
  },
  'fleet.which-node': {
    number: 588,
    exit: 'answers',
    en: 'is a fleet file; say with --node which node is meant: {names}',
    zh: '是机群文件；请用 --node 指明节点：{names}',
  },
  'fleet.no-such-node': {
    number: 589,
    exit: 'answers',
    en: 'has no node {name}; it has {names}',
    zh: '没有节点 {name}；已有：{names}',
  },
  'fleet.two-nodes': {
    number: 590,
    exit: 'answers',
    en: 'this machine fits {names}; make their match tell them apart, or name the node with --node',
    zh: '本机同时匹配 {names}；请修改 match 以便区分，或用 --node 指明节点',
  },
  'fleet.no-match': {
    number: 591,
    exit: 'answers',
    en: 'no node fits this machine; give its node one of these: {found}',
    zh: '没有节点匹配本机；请在所属节点写以下之一：{found}',
  },
  'fleet.not-a-fleet': {
    number: 592,
    exit: 'answers',
    en: 'is the answer file of one node; a fleet file has the keys fleet, defaults and nodes',
    zh: '是单个节点的应答文件；机群文件有 fleet、defaults、nodes 这些键',
  },
  'fleet.card-of-machine': {
    number: 593,
    exit: 'answers',
    en: "is not given: the installation takes the machine's only card, or the only one that has a link",
    zh: '没有给出：安装时使用机器唯一的网卡，或唯一有连接的网卡',
  },
  'fleet.card-unclear': {
    number: 594,
    exit: 'answers',
    en: 'is not given, and not one card alone has a link here; name one of {cards}',
    zh: '没有给出，且本机并非只有一块网卡有连接；请写明其中之一：{cards}',
  },
  'fleet.not-editable': {
    number: 595,
    exit: 'answers',
    en: 'is a fleet file, and the wizard changes the answers of one node; change it with an editor, and check it with validate',
    zh: '是机群文件，而向导只修改单个节点的应答；请用编辑器修改，再用 validate 检查',
  },
  'fleet.payload-lacks': {
    number: 596,
    exit: 'medium',
    en: "the medium's payload does not have {names}; these units stay off",
    zh: '介质的附带程序中没有 {names}；这些单元不会启动',
  },
} as const satisfies Record<string, ProblemRow>;
