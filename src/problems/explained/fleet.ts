import { fleetProblems } from '../fleet.ts';
import { areaOf, GOES_ON } from './area.ts';

export const fleets = areaOf({
  title: { en: 'Fleet file: many nodes in one file', zh: '机群文件：一个文件描述多个节点' },
  rows: fleetProblems,
  common: {
    cause: {
      en: "The fleet file itself is not right, or its nodes get into each other's way.",
      zh: '机群文件本身有误，或其中的节点互相冲突。',
    },
    evidence: {
      en: 'File and line stand before the sentence; `cos-install validate FILE` checks all nodes, `cos-install explain --node NAME FILE` prints what one of them gets.',
      zh: '句子前面写有文件和行号；`cos-install validate FILE` 检查所有节点，`cos-install explain --node NAME FILE` 显示某个节点得到的内容。',
    },
    changed: {
      en: 'Nothing: answers are checked before the first write. Disks and the fleet file are as they were.',
      zh: '没有任何更改：应答在首次写入之前检查。磁盘和机群文件保持原样。',
    },
    next: {
      en: 'Change the fleet file as the sentence says, check it with `cos-install validate FILE`, then start the installation again.',
      zh: '按句子所说修改机群文件，用 `cos-install validate FILE` 检查，然后重新开始安装。',
    },
  },
  extra: {
    'fleet.made-key': {
      cause: {
        en: 'What every node has from its own name and address would be another value for all, or be said twice.',
        zh: '每个节点由自身名称和地址得到的值，若写在此处，会变成所有节点共用或重复。',
      },
    },
    'fleet.match-twice': {
      cause: {
        en: 'Every key that both have is the same, so the machine of the one is also that of the other.',
        zh: '两者共有的键都相同，因此一台机器会同时是两个节点。',
      },
    },
    'fleet.two-nodes': {
      cause: {
        en: 'The machine has all that one node asks for, and all that the other asks for: two of its cards, or a card and its serial number.',
        zh: '本机同时满足两个节点的全部条件：例如它的两块网卡，或一块网卡和序列号。',
      },
    },
    'fleet.no-match': {
      cause: {
        en: 'A machine that the file does not know, a card that was changed, or a mistyped address. Nobody could be asked here.',
        zh: '文件中没有这台机器、更换过网卡，或地址写错。此处无人可问。',
      },
      next: {
        en: 'Copy one of the lines shown to the block of the node that this machine is to be; or start the installer with a person at the console.',
        zh: '把显示的某一行复制到本机所属节点的块中；或由人在控制台启动安装程序。',
      },
    },
    'fleet.payload-lacks': {
      severity: 'warning',
      cause: {
        en: 'The machine in `--machine` was recorded on a medium with a payload, and the role of the node runs programs that are not in it.',
        zh: '`--machine` 中的机器是在带有附带程序的介质上记录的，而节点的角色要运行其中没有的程序。',
      },
      changed: GOES_ON,
      next: {
        en: 'Make the medium with these programs in its payload, or go without them.',
        zh: '制作介质时把这些程序放入附带程序，或不使用它们。',
      },
    },
    'fleet.card-of-machine': {
      severity: 'warning',
      cause: {
        en: 'The node is known by its serial number or by a person, and no card is named.',
        zh: '节点由序列号或由人确定，没有写明网卡。',
      },
      changed: GOES_ON,
      next: {
        en: 'Nothing has to be done where the machines have one cable each. Otherwise give `match` a `mac`, or name `network.interface`.',
        zh: '每台机器只接一根网线时不用处理。否则请在 `match` 中写 `mac`，或写明 `network.interface`。',
      },
    },
  },
});
