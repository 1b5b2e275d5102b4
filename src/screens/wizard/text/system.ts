import type { TextRow } from './row.ts';

/** Welcome, settings of the roles, system. */
export const systemTexts = {
  'welcome.title': { en: 'Welcome to COS Installation', zh: '欢迎安装 COS' },
  'welcome.intro': {
    en: 'This wizard asks for the settings of a node. Nothing is written to a disk before you confirm.',
    zh: '本向导将询问节点的设置。在您确认之前，不会写入任何磁盘。',
  },
  'welcome.language': { en: 'Language', zh: '语言' },
  'welcome.machine': { en: 'Machine', zh: '机器' },
  'welcome.firmware': { en: 'Firmware', zh: '固件' },
  'welcome.memory': { en: 'Memory', zh: '内存' },
  'welcome.medium': { en: 'Medium', zh: '介质' },
  'welcome.ready': { en: '[Ready] {label} on {device}', zh: '[就绪] {label}，位于 {device}' },
  'ha.title': { en: 'Using Controller HA', zh: '控制器高可用' },
  'ha.intro': {
    en: 'Several controllers stand in for each other. Every one of them gets the same members and passphrase.',
    zh: '多个控制器互为备份。每个控制器都填写相同的成员和相同的口令。',
  },
  'ha.label': { en: 'Controller HA', zh: '控制器高可用' },
  'ha.no': {
    en: 'NO   Disable Csphere Controller HA: this is the only one',
    zh: '否  不启用：这是唯一的控制器',
  },
  'ha.yes': { en: 'YES  Active Csphere Controller HA', zh: '是  启用控制器高可用' },
  'ha.members': { en: 'Members', zh: '成员' },
  'ha.virtual-ip': { en: 'Virtual IP', zh: '虚拟 IP' },
  'ha.passphrase': { en: 'Passphrase', zh: '口令' },
  'ha.passphrase-again': { en: 'Again', zh: '再次输入' },
  'ha.passphrase-help': {
    en: 'The same passphrase once more. A key of 32 or more letters and digits need not be repeated.',
    zh: '再次输入相同的口令。32 个以上字母和数字的密钥不必重复输入。',
  },
  'ha.passphrase-short': {
    en: 'has fewer than {least} characters; use several words',
    zh: '少于 {least} 个字符；请使用几个词',
  },
  'ha.passphrase-differs': {
    en: 'differs from the passphrase above; type the same one twice',
    zh: '与上面的口令不同；请两次输入相同的口令',
  },
  'agent.title': { en: 'Agent Settings', zh: '代理设置' },
  'agent.intro': {
    en: 'Where the controllers are, the current main controller first, and the code that one of them shows.',
    zh: '控制器的地址（当前主控制器写在最前），以及控制器页面上显示的安装码。',
  },
  'agent.controllers': { en: 'Controller', zh: '控制器' },
  'agent.install-code': { en: 'InstallCode', zh: '安装码' },
  'system.title': { en: 'System Settings', zh: '系统设置' },
  'system.intro': {
    en: "The node's name, and the password of its user. Type the password twice.",
    zh: '节点名称，以及其用户的密码。密码需输入两次。',
  },
  'system.hostname': { en: 'HostName', zh: '主机名' },
  'system.username': {
    en: 'UserName: cos (may become root with sudo)',
    zh: '用户名：cos（可用 sudo 成为 root）',
  },
  'system.password': { en: 'Password', zh: '密码' },
  'system.password-again': { en: 'Password again', zh: '再次输入密码' },
  'system.password-kept': { en: '(is set; typing replaces it)', zh: '（已设置；输入则替换）' },
  'system.password-differs': {
    en: 'differs from the password above; type the same one twice',
    zh: '与上面的密码不同；请两次输入相同的密码',
  },
  'system.password-short': {
    en: 'The password {short}. Use it all the same?',
    zh: '密码{short}。仍然使用吗？',
  },
} satisfies Readonly<Record<string, TextRow>>;
