import { networkAnswerProblems } from '../network-answers.ts';
import { areaOf, GOES_ON } from './area.ts';

export const networkAnswers = areaOf({
  title: { en: 'Network: bond, addresses, containers', zh: '网络：bond、地址、容器' },
  rows: networkAnswerProblems,
  common: {
    cause: {
      en: 'Each answer is well written, but this network cannot work with them together.',
      zh: '每个回答单独看都正确，但放在一起网络无法工作。',
    },
    evidence: {
      en: 'The key before the sentence; `cos-install validate FILE` shows every problem of a file at once, `cos-install probe` the cards of this machine.',
      zh: '句子前面的键；`cos-install validate FILE` 一次显示文件的全部问题，`cos-install probe` 显示本机网卡。',
    },
    changed: {
      en: 'Nothing: answers are checked before the first write.',
      zh: '没有任何更改：应答在首次写入之前检查。',
    },
    next: {
      en: 'Change the answer as the sentence says, then start the installation again.',
      zh: '按句子所说修改应答，然后重新开始安装。',
    },
  },
  extra: {
    'network.bond-member-twice': {
      cause: {
        en: 'Two entries of `network.bond.members` are the same card, perhaps named once by its MAC address and once by its slot.',
        zh: '`network.bond.members` 中有两项是同一块网卡，可能一处用 MAC 地址、一处用插槽表示。',
      },
    },
    'network.bond-without-interface': {
      cause: {
        en: 'The bond takes the MAC address of `network.interface`, so that card has to be one of its members.',
        zh: 'bond 使用 `network.interface` 的 MAC 地址，因此该网卡必须是 bond 的成员。',
      },
    },
    'network.bond-disk-image': {
      cause: {
        en: 'Its systemd (220 in COS) cannot tell the cards of a bond apart by their permanent addresses.',
        zh: '其 systemd（COS 中为 220）无法按永久地址区分 bond 的网卡。',
      },
    },
    'network.gateway-disk-image': {
      severity: 'warning',
      cause: {
        en: 'Gateways outside the own networks need systemd 235; COS has 220.',
        zh: 'systemd 从 235 版起才接受自身网络之外的网关；COS 为 220 版。',
      },
      changed: GOES_ON,
    },
    'container_network.role': { severity: 'warning', changed: GOES_ON },
  },
});
