import { httpProblems } from '../http.ts';
import { areaOf } from './area.ts';

export const webServers = areaOf({
  title: {
    en: 'Web servers: the answer file by URL, reports',
    zh: '网络服务器：通过 URL 获取应答文件、报告',
  },
  rows: httpProblems,
  common: {
    cause: {
      en: 'A server that the kernel command line or the answer file names did not give a whole answer.',
      zh: '内核命令行或应答文件中指定的服务器没有给出完整的应答。',
    },
    evidence: {
      en: 'In the root shell: `curl -v URL`, `ip address`, `ip route`, `resolvectl status`; the lines above it say each attempt.',
      zh: '在 root shell 中查看：`curl -v URL`、`ip address`、`ip route`、`resolvectl status`；前面各行列出每次尝试。',
    },
    changed: {
      en: 'Nothing was written to any disk by it. Where it is a warning about reports, the installation goes on.',
      zh: '没有因此向任何磁盘写入数据。若是关于报告的警告，安装会继续。',
    },
    next: {
      en: 'Do what the sentence says, then start the installation again (`exit` in the root shell).',
      zh: '按句子所说处理，然后重新开始安装（在 root shell 中输入 `exit`）。',
    },
  },
  extra: {
    'http.name-not-found': { severity: 'either' },
    'http.name-no-answer': { severity: 'either' },
    'http.refused': { severity: 'either' },
    'http.no-route': {
      severity: 'either',
      cause: {
        en: 'The live system has no address yet, or none in a network that leads there. It asks by DHCP, unless `ip=` on the kernel command line says otherwise.',
        zh: '安装系统还没有地址，或没有能到达该处的网络地址。除非内核命令行写有 `ip=`，否则使用 DHCP。',
      },
    },
    'http.timeout-connect': { severity: 'either' },
    'http.timeout-answer': { severity: 'either' },
    'http.reset': { severity: 'either' },
    'http.not-http': { severity: 'either' },
    'http.tls-untrusted': {
      severity: 'either',
      next: {
        en: 'Put the CA (PEM) at /answers/ca.pem on the medium, or name it with cos.answers_ca=; for reports it is install.report.ca.',
        zh: '把 CA（PEM）放到介质的 /answers/ca.pem，或用 cos.answers_ca= 指定；报告使用 install.report.ca。',
      },
    },
    'http.tls-name': { severity: 'either' },
    'http.tls-expired': { severity: 'either' },
    'http.tls-failed': { severity: 'either' },
    'http.too-large': { severity: 'either' },
    'http.redirect-refused': { severity: 'either' },
    'http.too-many-redirects': { severity: 'either' },
    'http.status': { severity: 'either' },
    'http.boot-word': {
      cause: {
        en: 'A word on the kernel command line has a value that means nothing here.',
        zh: '内核命令行中某个词的值在此没有意义。',
      },
      evidence: {
        en: '`cat /proc/cmdline` in the root shell.',
        zh: '在 root shell 中查看 `cat /proc/cmdline`。',
      },
      next: {
        en: 'Start again, press `e` in the boot menu and correct the word. Put a URL with braces or an ampersand in single quotes there.',
        zh: '重新启动，在启动菜单按 `e` 改正。含花括号或 & 符号的 URL 要放在单引号中。',
      },
    },
  },
});
