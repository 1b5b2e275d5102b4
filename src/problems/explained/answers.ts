import { answerFieldProblems } from '../answer-fields.ts';
import { answerRuleProblems } from '../answer-rules.ts';
import { answersProblems } from '../answers.ts';
import { platformFieldProblems } from '../platform-fields.ts';
import { areaOf, GOES_ON } from './area.ts';

const evidence = {
  en: 'File, line and key stand before the sentence; `cos-install validate FILE` shows every problem of the file at once, on any machine. In the wizard: the marked field.',
  zh: '句子前面写有文件、行号和键；`cos-install validate FILE` 在任何机器上一次显示文件的全部问题。在向导中：有标记的输入项。',
};
const changed = {
  en: 'Nothing: answers are checked before the first write. Disks and the answer file are as they were.',
  zh: '没有任何更改：应答在首次写入之前检查。磁盘和应答文件保持原样。',
};
const next = {
  en: 'Change the answer as the sentence says, check the file with `cos-install validate FILE`, then start the installation again.',
  zh: '按句子所说修改应答，用 `cos-install validate FILE` 检查文件，然后重新开始安装。',
};
const noHarm = {
  en: 'Nothing has to be done. To be rid of the warning, change the answer as the sentence says.',
  zh: '可以不处理。要消除警告，请按句子所说修改应答。',
};

export const answerDocuments = areaOf({
  title: { en: 'Answer file: YAML and keys', zh: '应答文件：YAML 与键' },
  rows: answersProblems,
  common: {
    cause: {
      en: 'The file is not YAML 1.2 at this place, or a key or the type of its value is not one that an answer file has.',
      zh: '文件在此处不是合法的 YAML 1.2，或者键或其值的类型不属于应答文件。',
    },
    evidence,
    changed,
    next,
  },
  extra: {
    'answers.not-text': {
      cause: {
        en: 'YAML reads 123, true or null without quotes as a number, a truth value or nothing.',
        zh: '不加引号时，YAML 把 123、true、null 读作数字、真假值或空值。',
      },
    },
    'answers.unknown-key': {
      cause: {
        en: 'A mistyped key, or one that stands in the wrong group. It is refused because an ignored key is only found on the server.',
        zh: '键写错，或放错了组。之所以拒绝，是因为被忽略的键要到服务器上才会被发现。',
      },
    },
    'answers.version': {
      cause: {
        en: 'The file was written for another version of answer files, or `version` is not a number.',
        zh: '文件是为其他版本的应答文件编写的，或 `version` 不是数字。',
      },
    },
    'answers.asked-on-console': {
      severity: 'either',
      cause: {
        en: '`install.interactive` leaves this section to a person.',
        zh: '`install.interactive` 把此部分留给人填写。',
      },
      next: {
        en: 'Nothing for an installation on the console. `plan` and `render` need it written down.',
        zh: '在控制台上安装时不用处理。`plan` 和 `render` 需要写明它。',
      },
    },
  },
});

export const answerValues = areaOf({
  title: { en: 'Answer file: single values', zh: '应答文件：单个值' },
  rows: { ...answerFieldProblems, ...platformFieldProblems },
  common: {
    cause: {
      en: 'A value is not written as this key wants it. Secrets (password, hash, key, install code) are not repeated in the sentence.',
      zh: '值的写法不符合此键的要求。句子中不会重复机密（密码、哈希、密钥、安装码）。',
    },
    evidence,
    changed,
    next,
  },
  extra: {
    'disk.selector-path': {
      cause: {
        en: 'Names such as /dev/sda are given anew at each start: the same name may be another disk tomorrow.',
        zh: '/dev/sda 之类的名称每次启动都会重新分配：同一名称明天可能是另一块磁盘。',
      },
    },
    'install.kernel-arg-syntax': {
      cause: {
        en: 'The boot menu takes the argument as it is; blanks and quotes would become other arguments.',
        zh: '启动菜单原样使用该参数；空格和引号会变成其他参数。',
      },
    },
  },
});

export const answerRules = areaOf({
  title: { en: 'Answer file: answers that do not fit each other', zh: '应答文件：互相矛盾的回答' },
  rows: answerRuleProblems,
  common: {
    cause: {
      en: 'Each answer is well written, but together they cannot work.',
      zh: '每个回答单独看都正确，但放在一起行不通。',
    },
    evidence,
    changed,
    next,
  },
  extra: {
    'network.mtu-ipv6': {
      cause: {
        en: 'IPv6 needs packets of 1280 bytes (RFC 8200).',
        zh: 'IPv6 要求数据包至少 1280 字节（RFC 8200）。',
      },
    },
    'network.dhcp-gateway': { severity: 'warning', changed: GOES_ON, next: noHarm },
    'controller.ha-even': { severity: 'warning', changed: GOES_ON, next: noHarm },
    'system.password-short': { severity: 'warning', changed: GOES_ON, next: noHarm },
    'install.kernel-arg-owned': {
      cause: {
        en: 'The argument decides which system starts; another value would not start this one.',
        zh: '该参数决定启动哪个系统；换成其他值将无法启动本系统。',
      },
    },
  },
});
