import type { TextRow } from './row.ts';

export const advancedTexts = {
  'advanced.title': { en: 'Advanced Settings', zh: '高级设置' },
  'advanced.intro': {
    en: 'Everything here may stay as it is: Enter goes on. F1 explains a line.',
    zh: '本页各项均可保持默认：按 Enter 继续。F1 显示说明。',
  },
  'advanced.on-success': { en: 'After the installation', zh: '安装完成后' },
  'advanced.reboot': { en: 'reboot    start the installed node', zh: 'reboot    启动已安装的节点' },
  'advanced.poweroff': { en: 'poweroff  switch the machine off', zh: 'poweroff  关机' },
  'advanced.stay': { en: 'stay      ask at the end', zh: 'stay      结束时询问' },
  'advanced.timezone': { en: 'Time Zone', zh: '时区' },
  'advanced.ntp-servers': { en: 'NTP Servers', zh: 'NTP 服务器' },
  'advanced.kernel-args': { en: 'Kernel Args', zh: '内核参数' },
  'advanced.ssh-key': { en: 'SSH Key', zh: 'SSH 公钥' },
} satisfies Readonly<Record<string, TextRow>>;
