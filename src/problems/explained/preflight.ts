import { preflightProblems } from '../preflight.ts';
import { areaOf, type Extra, type Text } from './area.ts';

const arp: Text = {
  en: '`arping -D -I CARD ADDRESS` in the root shell names who answers; the table of the switch says at which port.',
  zh: '在 root shell 中运行 `arping -D -I CARD ADDRESS` 可看到应答者；交换机的地址表显示其端口。',
};
const used = {
  severity: 'either',
  cause: {
    en: 'Another machine has the address (RFC 5227, RFC 4862). Its MAC address, and the maker where the number is registered, stand in the sentence.',
    zh: '另一台机器正在使用该地址（RFC 5227、RFC 4862）。句中给出其 MAC 地址，已登记时还有厂商。',
  },
  evidence: arp,
} as const satisfies Extra;
const told: Extra = {
  changed: {
    en: 'Nothing. It is no failure: the check could not be made, and the installation goes on.',
    zh: '没有任何更改。这不是失败：该检查无法进行，安装会继续。',
  },
};

export const networkTests = areaOf({
  title: { en: 'The network before the first write', zh: '首次写入前的网络检查' },
  rows: preflightProblems,
  common: {
    cause: {
      en: "The node's own network files were tried in the live system, and the network did not answer as the node needs it.",
      zh: '节点自己的网络配置文件已在临时系统中试用，但网络没有给出节点所需的应答。',
    },
    evidence: {
      en: '`cos-install probe` in the root shell: cards, links, addresses; `ip neigh`, `ping`; the lines `[failed]` of the log.',
      zh: '在 root shell 中运行 `cos-install probe` 查看网卡、连接和地址；`ip neigh`、`ping`；日志中的 `[failed]` 行。',
    },
    changed: {
      en: 'No disk was written to, and the settings that were tried are taken back. With `install.preflight: warn` it is a warning (W) and the installation goes on.',
      zh: '没有写入任何磁盘，试用的设置已撤销。写有 `install.preflight: warn` 时是警告（W），安装会继续。',
    },
    next: {
      en: 'Mend what the sentence names, in the network or in the answers. Where several machines start together, `install.preflight_wait` gives the others time.',
      zh: '在网络或回答中修正句子所指之处。多台机器同时启动时，可用 `install.preflight_wait` 给其他机器留出时间。',
    },
  },
  extra: {
    'preflight.no-carrier': { severity: 'either' },
    'preflight.not-configured': {
      severity: 'either',
      evidence: {
        en: '`journalctl -u systemd-networkd` in the root shell.',
        zh: '在 root shell 中运行 `journalctl -u systemd-networkd`。',
      },
    },
    'preflight.address-used': used,
    'preflight.neighbour-used': used,
    'preflight.virtual-ip-used': {
      ...used,
      cause: {
        en: 'A machine that is no member of this pair or group of controllers has the address. One of its members may have it.',
        zh: '占用该地址的机器不是这组控制器的成员；成员本身可以持有它。',
      },
    },
    'preflight.pool-used': {
      severity: 'warning',
      cause: {
        en: 'A few addresses of the range were asked for, and this one is in use. Containers of the same cluster may have it rightly, so it is a warning.',
        zh: '抽查了地址段中的几个地址，该地址已被占用。同一集群的容器可以合法使用它，因此只是警告。',
      },
      evidence: arp,
    },
    'preflight.no-partner': { severity: 'either' },
    'preflight.partner-split': { severity: 'either' },
    'preflight.gateway-silent': { severity: 'either' },
    'preflight.name-server-silent': { severity: 'either' },
    'preflight.time-server-silent': { severity: 'either' },
    'preflight.clock-skew': {
      severity: 'warning',
      next: {
        en: 'Nothing has to be done where the time server is right: the node sets its clock at its first start.',
        zh: '若时间服务器正确则无需处理：节点首次启动时会校准时钟。',
      },
    },
    'preflight.busy': told,
    'preflight.no-trial': told,
    'preflight.not-tried': told,
    'preflight.dhcp-address': told,
    'preflight.cannot-probe': told,
    'preflight.cannot-ask': told,
    'preflight.not-restored': {
      severity: 'warning',
      cause: {
        en: 'Something that the card had in the live system (an address or a route set by hand) could not be put back after the test.',
        zh: '测试后，网卡在临时系统中原有的内容（手工设置的地址或路由）未能恢复。',
      },
      next: {
        en: 'Set it again in the root shell if it is still needed. The node is not concerned.',
        zh: '如仍需要，请在 root shell 中重新设置。不影响所安装的节点。',
      },
    },
  },
});
