import type { ProblemRow } from './row.ts';

/** What does not fit in the answers for GlusterFS. */
export const platformStorageProblems = {
  'platform.gluster-bricks': {
    number: 530,
    exit: 'answers',
    en: 'volume {name}: {count} bricks do not divide by replica {copies}; list {allowed} … nodes',
    zh: '卷 {name}：{count} 个 brick 不能被副本数 {copies} 整除；请列出 {allowed} … 个节点',
  },
  'platform.gluster-two-copies': {
    number: 531,
    exit: 'answers',
    en: 'volume {name}: two copies can disagree after a network split; three nodes avoid it',
    zh: '卷 {name}：两个副本在网络分裂后可能不一致；使用三个节点可避免',
  },
  'platform.gluster-volume-twice': {
    number: 532,
    exit: 'answers',
    en: 'volume {name} is listed twice; give each volume a name of its own',
    zh: '卷 {name} 列出了两次；请为每个卷取不同的名称',
  },
  'platform.gluster-paths': {
    number: 533,
    exit: 'answers',
    en: 'volume {name}: a folder of it is, holds, or lies in {path}, which a volume has already; choose separate folders',
    zh: '卷 {name}：它的目录与已被卷使用的 {path} 相同或相互包含；请选择独立的目录',
  },
  'platform.gluster-replica-kind': {
    number: 534,
    exit: 'answers',
    en: 'only a volume of kind replicated has replica; leave it out, or write kind: replicated',
    zh: '只有 replicated 类型的卷有 replica；请去掉它，或写 kind: replicated',
  },
  'platform.gluster-mount-point': {
    number: 535,
    exit: 'answers',
    en: 'volume {name}: {path} is where the data disk is mounted; use a folder below it, such as {path}/{name}',
    zh: '卷 {name}：{path} 是数据磁盘的挂载点；请使用其下的目录，例如 {path}/{name}',
  },
} as const satisfies Record<string, ProblemRow>;
