import { joinProblems } from '../join.ts';
import { areaOf, type Explanation, type Extra } from './area.ts';

const changed = {
  en: 'No disk was written to. With `install.preflight: warn` it is a warning (W) and the installation goes on.',
  zh: '没有写入任何磁盘。写有 `install.preflight: warn` 时是警告（W），安装会继续。',
};
const told: Explanation['changed'] = {
  en: 'Nothing. It is no failure: the check could not be made, and the installation goes on.',
  zh: '没有任何更改。这不是失败：该检查无法进行，安装会继续。',
};
const etcd = {
  en: '`curl http://CONTROLLER:2379/v2/keys/discovery/hellocsphere` in the root shell shows who joined, with `/_config/size` behind it how many have to.',
  zh: '在 root shell 中运行 `curl http://CONTROLLER:2379/v2/keys/discovery/hellocsphere` 查看已加入的节点；其后加 `/_config/size` 查看所需数量。',
};
const remove = {
  severity: 'either',
  evidence: etcd,
  next: {
    en: 'Where the old node is gone for good: `cspherectl remove NAME` on another node. Otherwise choose another name.',
    zh: '若旧节点不再使用：在另一节点上运行 `cspherectl remove NAME`。否则请换一个名称。',
  },
} as const satisfies Extra;
const replace = {
  severity: 'warning',
  evidence: etcd,
  changed: {
    en: 'Nothing yet: the installation goes on. At its first start the node removes the old member and joins in its place.',
    zh: '尚未更改任何内容，安装会继续。节点首次启动时移除旧成员，并在原位置加入。',
  },
  next: {
    en: 'Nothing, where this machine was installed before. Where another machine has this address, it is found by the check for addresses in use: choose another address.',
    zh: '若本机曾安装过，则无需处理。若另一台机器使用该地址，地址占用检查会发现它：请换一个地址。',
  },
} as const satisfies Extra;
const either = { severity: 'either' } as const satisfies Extra;

export const joining = areaOf({
  title: { en: 'The cluster before the first write', zh: '首次写入前的集群检查' },
  rows: joinProblems,
  common: {
    cause: {
      en: 'The controllers of the answers were asked as the node will ask them, and did not answer as it needs.',
      zh: '已按节点将来的方式询问回答中的控制器，但没有得到所需的应答。',
    },
    evidence: {
      en: '`curl -v http://CONTROLLER:PORT/` in the root shell; on the controller `cspherectl status`.',
      zh: '在 root shell 中运行 `curl -v http://CONTROLLER:PORT/`；在控制器上运行 `cspherectl status`。',
    },
    changed,
    next: {
      en: 'Mend what the sentence names, on the controller, in the network or in the answers. Where machines start together, `install.preflight_wait` gives the others time.',
      zh: '在控制器、网络或回答中修正句子所指之处。多台机器同时启动时，可用 `install.preflight_wait` 给其他机器留出时间。',
    },
  },
  extra: {
    'join.name-unknown': either,
    'join.name-no-answer': either,
    'join.refused': either,
    'join.no-route': either,
    'join.no-connection': either,
    'join.hangs': either,
    'join.closed': either,
    'join.not-http': either,
    'join.speaks-tls': either,
    'join.no-main': {
      severity: 'either',
      cause: {
        en: 'With high availability only the primary serves the web page; the others have etcd alone. None of those that answer is primary: MongoDB has not elected one (`rs.status()`), or the port is another.',
        zh: '高可用时只有主控制器提供网页，其他控制器只有 etcd。应答的控制器中没有主控制器：MongoDB 尚未选出（`rs.status()`），或端口不对。',
      },
    },
    'join.main-not-first': {
      severity: 'warning',
      cause: {
        en: 'The others of the list are standby: only the main controller serves the web page. A new node looks for its cluster, and for the time, at the first of the list.',
        zh: '列表中其他控制器处于待命状态：只有主控制器提供网页。新节点向列表中的第一个查找集群和时间。',
      },
      changed: {
        en: 'Nothing. It is a warning: the installation goes on.',
        zh: '没有任何更改。这是警告：安装会继续。',
      },
      next: {
        en: 'Write `agent.controllers` in the order that the sentence names. Once agents have joined, it is the same for all of them.',
        zh: '请按句中的顺序填写 `agent.controllers`。已有代理节点加入后，所有代理节点都用同一顺序。',
      },
    },
    'join.clock-off': {
      severity: 'either',
      cause: {
        en: "The clock of this machine (often in local time, or its battery is empty) or of the controller is wrong. The node's certificates are made before it has the time of the network: from the future, they are not valid yet.",
        zh: '本机时钟（常因存有本地时间或电池耗尽）或控制器时钟不准。节点在取得网络时间之前生成证书：若时钟超前，证书尚未生效。',
      },
      evidence: {
        en: '`date -u` in the root shell and on the controller. More than 10 s are a warning, more than 5 min an error.',
        zh: '在 root shell 和控制器上运行 `date -u`。相差 10 秒以上是警告，5 分钟以上是错误。',
      },
      next: {
        en: '`date -u -s "2026-11-21 12:00:00"` and `hwclock --systohc --utc` in the root shell, or the setup of the firmware; UTC is what the hardware clock holds.',
        zh: '在 root shell 中运行 `date -u -s "2026-11-21 12:00:00"` 和 `hwclock --systohc --utc`，或在固件设置中校正；硬件时钟存 UTC。',
      },
    },
    'join.clock-unknown': { changed: told },
    'join.not-etcd': {
      severity: 'either',
      cause: {
        en: 'Agents find each other through the v2 API of the etcd on port 2379 of the first controller. Something else listens there, or an etcd of 3.4 or later without `--enable-v2`.',
        zh: '代理节点通过第一个控制器 2379 端口上 etcd 的 v2 API 相互发现。该端口是其他服务，或是未启用 `--enable-v2` 的 etcd 3.4 以上版本。',
      },
      evidence: etcd,
    },
    'join.no-cluster-size': { severity: 'either', evidence: etcd },
    'join.bad-cluster-size': { severity: 'either', evidence: etcd },
    'join.discovery-elsewhere': {
      severity: 'either',
      cause: {
        en: 'Each controller has an etcd of its own, and agents find each other at the first of their list only. After the main controller has changed, new agents still have to name the old one first.',
        zh: '每个控制器有各自的 etcd，代理节点只在列表第一个控制器上相互发现。主控制器变更后，新代理节点仍须把原来的排在最前。',
      },
      evidence: etcd,
    },
    'join.code-unknown': {
      severity: 'either',
      cause: {
        en: 'The code is mistyped, has expired, or is of another controller. Codes are good while their page is open.',
        zh: '安装码有误、已过期，或属于其他控制器。安装码在其页面打开期间有效。',
      },
      evidence: {
        en: 'The web page of the controller shows the code. It is a secret: neither the log nor a report has it.',
        zh: '控制器网页显示安装码。安装码是机密：日志和报告中都没有。',
      },
    },
    'join.code-not-asked': {
      cause: {
        en: 'Only late versions of the controller answer whether they know a code (`/api/temp_token/CODE/cluster`). This one does not offer that, or asks for a login.',
        zh: '只有较新版本的控制器能答复是否认识安装码（`/api/temp_token/CODE/cluster`）。该控制器没有此接口，或要求登录。',
      },
      changed: told,
    },
    'join.code-no-answer': { changed: told },
    'join.member-name': remove,
    'join.member-address': {
      ...replace,
      cause: {
        en: 'A member of the cluster has the address of this node, under another name: this machine was installed before with another host name, or another machine has that address.',
        zh: '代理节点 etcd 的某成员以另一名称使用本节点的地址：本机曾以其他主机名安装，或另一台机器使用该地址。',
      },
    },
    'join.member-again': {
      ...replace,
      cause: {
        en: "This machine was in the cluster before, and its part of the cluster's data is gone with the old installation. The others have it too.",
        zh: '本机曾在集群中，其持有的集群数据随旧安装丢失；其他成员仍有该数据。',
      },
    },
    'join.members-unknown': { changed: told, evidence: etcd },
    'join.member-not-up': {
      cause: {
        en: 'Controllers are installed one after the other, so another one may be missing at this time. It may also be mistyped: compare `controller.ha.members`.',
        zh: '控制器逐个安装，此时其他控制器可能尚未就绪。也可能是地址有误：请核对 `controller.ha.members`。',
      },
      changed: told,
    },
    'join.other-cluster-size': { severity: 'either', evidence: etcd },
  },
});
