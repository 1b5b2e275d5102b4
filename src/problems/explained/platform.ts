import { platformProblems } from '../platform.ts';
import { platformStorageProblems } from '../platform-storage.ts';
import { areaOf, GOES_ON } from './area.ts';

export const platforms = areaOf({
  title: { en: 'Answer file: a platform', zh: '应答文件：平台' },
  rows: { ...platformProblems, ...platformStorageProblems },
  common: {
    cause: {
      en: 'The section `platform` describes the whole cluster, the same on every node. What it says of its nodes and services does not fit together, or does not fit this node.',
      zh: '`platform` 部分描述整个集群，每个节点上相同。其中关于节点和服务的内容互相不符，或与本节点不符。',
    },
    evidence: {
      en: 'The key before the sentence; `cos-install validate FILE` names every problem of a file at once.',
      zh: '句子前面的键；`cos-install validate FILE` 一次列出文件的所有问题。',
    },
    changed: { en: 'Nothing was written to any disk.', zh: '没有向任何磁盘写入数据。' },
    next: {
      en: 'Change the key as the sentence says, in the file of every node: the section is the same on all of them.',
      zh: '按句子所说修改该键，每个节点的文件都要改：该部分在所有节点上相同。',
    },
  },
  extra: {
    'platform.other-network': {
      severity: 'warning',
      cause: {
        en: 'A node of the cluster has an address outside the networks of this one. Often a digit is wrong; with a router in between it works.',
        zh: '集群中某个节点的地址不在本节点的网络内。常见原因是数字写错；若有路由器则可以工作。',
      },
      changed: GOES_ON,
    },
    'platform.even-members': {
      severity: 'warning',
      cause: {
        en: 'A majority decides: of four members three are needed, so four survive one failure, as three do.',
        zh: '由多数决定：四个成员需要三个，因此四个只能承受一个故障，与三个相同。',
      },
      changed: GOES_ON,
    },
    'platform.gluster-two-copies': {
      severity: 'warning',
      cause: {
        en: 'While the two nodes do not see each other both take writes; which of two versions of a file is right nobody can say then.',
        zh: '两个节点互相不可见时都会接受写入；之后无法判断文件的两个版本中哪一个正确。',
      },
      changed: GOES_ON,
    },
    'platform.little-memory': {
      severity: 'warning',
      cause: {
        en: 'The resident memory of the services that the answers put on this node, as it was measured, is more than the machine has. Containers and tasks come on top.',
        zh: '应答放在本节点上的服务的常驻内存（实测值）超过了机器的内存。容器和任务还需另外的内存。',
      },
      changed: GOES_ON,
      next: {
        en: 'Put fewer services on this node (`on`), or more memory into the machine.',
        zh: '减少本节点上的服务（`on`），或为机器增加内存。',
      },
    },
    'platform.needs-static': {
      cause: {
        en: 'The members of a service know each other by their addresses; one that a DHCP server may change would end the cluster.',
        zh: '服务的成员以地址互相认识；DHCP 服务器可能更改的地址会使集群失效。',
      },
    },
    'platform.image-nowhere': {
      severity: 'warning',
      cause: {
        en: 'Docker of the node fetches the image when the container starts; without a way to where it is, the unit is started again every 10 seconds.',
        zh: '容器启动时由节点的 Docker 获取镜像；若无法到达其所在处，该单元每 10 秒重启一次。',
      },
      changed: GOES_ON,
      next: {
        en: 'Put the image into the payload (`docker save`, kind `image`), or name it with the registry of the cluster: `NODE:5000/name:tag`.',
        zh: '将镜像放入载荷（`docker save`，类型 `image`），或以集群的镜像仓库命名：`NODE:5000/name:tag`。',
      },
    },
  },
});
