import type { TextRow } from './row.ts';

/** The pages of the network: card, DHCP attempt, kind of network, addresses. */
export const networkTexts = {
  'card.title': { en: 'Select Network Interface', zh: '选择网卡' },
  'card.intro': {
    en: 'The card that connects this node to its cluster.',
    zh: '本节点连接集群所用的网卡。',
  },
  'card.label': { en: 'Interface', zh: '网卡' },
  'card.linked': { en: '[Linked]', zh: '[已连接]' },
  'card.no-link': { en: '[NoLink]', zh: '[未连接]' },
  'card.link-unknown': { en: '[Unknown]', zh: '[未知]' },
  'card.no-link-ask': {
    en: '{name} Cable Link Not Detected!\nAre You Sure to Continue ?',
    zh: '{name} 未检测到网线连接！\n确定要继续吗？',
  },
  'card.none': {
    en: 'ERROR: No Network Interface Device Found!',
    zh: '错误：未找到任何网卡！',
  },
  'card.none-help': {
    en: 'A card that is plugged in now, or whose driver is loaded, appears here by itself.',
    zh: '现在接入或驱动加载成功的网卡会自动显示在这里。',
  },
  'card.help': {
    en: 'The network card that the installer configures. Switch and port are named where the switch speaks LLDP. I blinks the light at the port of the card under the cursor for 10 seconds, if its driver can; I again ends it.',
    zh: '安装程序要配置的网卡。交换机支持 LLDP 时会显示交换机名和端口。按 I 可让光标所在网卡接口的指示灯闪烁 10 秒（需驱动支持），再按 I 停止。',
  },
  'card.firmware': { en: 'firmware {firmware}', zh: '固件 {firmware}' },
  'card.up-to': { en: 'up to {speed}', zh: '最高 {speed}' },
  'card.half-duplex': { en: 'half duplex', zh: '半双工' },
  'card.switch': { en: 'switch {system}, port {port}', zh: '交换机 {system}，端口 {port}' },
  'card.dhcp': { en: 'DHCP {address} from {server}', zh: 'DHCP {address}（{server}）' },
  'card.no-dhcp': { en: 'no DHCP server', zh: '没有 DHCP 服务器' },
  'card.boot': { en: 'this machine was started over it', zh: '本机由此网卡启动' },
  'card.silent': { en: 'the driver is silent: {reason}', zh: '驱动没有应答：{reason}' },
  'card.keys': {
    en: 'F1 Help  I Blink  Tab Next  Esc Back  Ctrl+C Abort  Ctrl+D Start again',
    zh: 'F1 帮助  I 闪灯  Tab 下一项  Esc 返回  Ctrl+C 中止  Ctrl+D 重新开始',
  },
  'card.blinking': {
    en: 'The light at the port of {name} blinks. I ends it.',
    zh: '{name} 接口的指示灯正在闪烁，按 I 停止。',
  },
  'card.cannot-blink': {
    en: 'The light of {name} cannot blink: {reason}',
    zh: '无法让 {name} 的指示灯闪烁：{reason}',
  },
  'card.wireless': {
    en: 'not offered: wireless, and there is a card with a cable',
    zh: '不可选：无线网卡，已有有线网卡',
  },
  'card.virtual': { en: 'not offered: no hardware', zh: '不可选：没有硬件的虚拟设备' },
  'card.made': { en: 'not offered: made of other cards ({kind})', zh: '不可选：由其他网卡组成（{kind}）' },
  'card.slave': { en: 'not offered: held by {master}', zh: '不可选：已被 {master} 占用' },

  'dhcp.title': { en: 'DHCP Request', zh: 'DHCP 请求' },
  'dhcp.intro': {
    en: 'One question to the network for addresses to propose. Nothing is taken, and you need not wait.',
    zh: '向网络询问一次可用的地址，仅作建议，不会占用地址，也无需等待。',
  },
  'dhcp.attempt': { en: 'DHCP attempt', zh: 'DHCP 尝试' },
  'dhcp.cancel': { en: 'Go on without waiting', zh: '不再等待，继续' },
  'dhcp.go-on': { en: 'Go on', zh: '继续' },
  'dhcp.again': { en: 'Try again', zh: '重试' },
  'dhcp.running': {
    en: 'Trying to Obtain IP Configs via DHCP on {name} ... {seconds} s',
    zh: '正在 {name} 上通过 DHCP 获取 IP 配置…… {seconds} 秒',
  },
  'dhcp.idle': { en: 'DHCP was not tried on {name}.', zh: '尚未在 {name} 上尝试 DHCP。' },
  'dhcp.not-tried': {
    en: '{name} has no link: DHCP was not tried.',
    zh: '{name} 没有连接，未尝试 DHCP。',
  },
  'dhcp.offer': {
    en: 'A DHCP server answered on {name}. Its offer will be filled in:',
    zh: '{name} 上有 DHCP 服务器应答。以下内容将自动填入地址页面：',
  },
  'dhcp.listening': {
    en: 'A DHCP server answered on {name}, others may. Its offer will be filled in:',
    zh: '{name} 上有 DHCP 服务器应答，仍在监听其他服务器。以下内容将自动填入地址页面：',
  },
  'dhcp.other': {
    en: 'Another DHCP server answers too: {server} offers {address}, gateway {gateway}. If it does not belong here, have it switched off.',
    zh: '还有另一台 DHCP 服务器应答：{server} 提供 {address}，网关 {gateway}。如果它不属于这里，请将其关闭。',
  },
  'dhcp.unusable': {
    en: 'A server offers an address that no host can have: {reason}',
    zh: '有服务器提供了主机不能使用的地址：{reason}',
  },
  'dhcp.router': { en: 'IPv6 router', zh: 'IPv6 路由器' },
  'dhcp.ra-autonomous': { en: 'addresses made by each node (SLAAC)', zh: '地址由节点自动生成（SLAAC）' },
  'dhcp.ra-managed': { en: 'addresses by DHCPv6', zh: '地址由 DHCPv6 分配' },
  'dhcp.ra-other': { en: 'other settings by DHCPv6', zh: '其他设置由 DHCPv6 提供' },
  'dhcp.ra-no-default': { en: 'no way out', zh: '不是默认网关' },
  'dhcp.none': {
    en: 'No DHCP server answered on {name} within {seconds} s.',
    zh: '{name} 上 {seconds} 秒内没有 DHCP 服务器应答。',
  },
  'dhcp.no-carrier': {
    en: 'The link of {name} is gone; check the cable and the switch port.',
    zh: '{name} 的连接已断开；请检查网线和交换机端口。',
  },
  'dhcp.busy': {
    en: 'Another console is asking. Try again when it is done.',
    zh: '另一个控制台正在请求。请稍后重试。',
  },
  'dhcp.failed': { en: 'The attempt on {name} failed: {reason}', zh: '{name} 上的尝试失败：{reason}' },
  'dhcp.by-hand': {
    en: 'The addresses can be typed where they are asked for.',
    zh: '可以在地址页面手动填写。',
  },
  'dhcp.address': { en: 'IP/Mask', zh: 'IP/掩码' },
  'dhcp.gateway': { en: 'Gateway', zh: '网关' },
  'dhcp.dns': { en: 'DnsMaster', zh: 'DNS 服务器' },
  'dhcp.search': { en: 'Search domains', zh: '搜索域' },
  'dhcp.ntp': { en: 'Time servers', zh: '时间服务器' },
  'dhcp.server': { en: 'DHCP server', zh: 'DHCP 服务器' },
  'dhcp.lease': { en: 'Lease', zh: '租期' },
  'dhcp.lease-seconds': { en: '{seconds} s', zh: '{seconds} 秒' },
  'dhcp.dropped': { en: 'Of no use, left out: {what}', zh: '无法使用，已忽略：{what}' },

  'netmode.title': { en: 'Select Network Type', zh: '选择网络类型' },
  'netmode.intro': {
    en: 'How containers reach the network of this node. It cannot be changed later.',
    zh: '容器接入本节点网络的方式。以后不能更改。',
  },
  'netmode.label': { en: 'NetMode', zh: '网络模式' },
  'netmode.bridge': { en: 'Bridge Network', zh: '桥接网络' },
  'netmode.bridge-says': {
    en: 'The card becomes a port of the bridge br0, which containers share.',
    zh: '网卡成为网桥 br0 的端口，容器共用该网桥。',
  },
  'netmode.ipvlan': { en: 'Ipvlan Network', zh: 'Ipvlan 网络' },
  'netmode.ipvlan-says': {
    en: 'The node also takes its own address + 1, for its DNS: keep it free.',
    zh: '节点还占用自身地址 + 1 供 DNS 使用，请保持该地址空闲。',
  },

  'address.title': { en: 'SetUp {name}', zh: '设置 {name}' },
  'address.intro': {
    en: 'The address under which the other nodes of the cluster know this one.',
    zh: '集群中其他节点用来访问本节点的地址。',
  },
  'address.method': { en: 'Address', zh: '地址' },
  'address.static': { en: 'Fixed: the addresses below', zh: '固定：使用下面的地址' },
  'address.dhcp': { en: 'DHCP: asked for at every start', zh: 'DHCP：每次启动时获取' },
  'address.from-dhcp': { en: 'from DHCP', zh: '来自 DHCP' },
  'address.mtu': { en: 'MTU', zh: 'MTU（字节）' },

  'more.open': {
    en: 'More: VLAN, several cards as one, containers',
    zh: '更多：VLAN、多网卡合一、容器地址',
  },
  'more.title': { en: 'More of the Network', zh: '更多网络设置' },
  'more.intro': {
    en: 'What few networks need. Nothing here has to be filled in: Enter goes on.',
    zh: '少数网络才需要。本页均可不填：按 Enter 继续。',
  },
  'more.vlan': { en: 'VLAN', zh: 'VLAN 编号' },
  'more.bond': { en: 'Several cards as one', zh: '多块网卡合一（bond）' },
  'more.bond-none': { en: 'none           this card alone', zh: 'none           只用这块网卡' },
  'more.bond-backup': {
    en: 'active-backup  one works, the others stand by',
    zh: 'active-backup  一块工作，其余待命',
  },
  'more.bond-lacp': {
    en: '802.3ad        all work, by LACP: the switch must know it',
    zh: '802.3ad        全部工作（LACP），交换机必须支持',
  },
  'more.bond-help': {
    en: 'Several cards become bond0, which has the MAC address of the card that was chosen before.',
    zh: '多块网卡组成 bond0，它使用先前所选网卡的 MAC 地址。',
  },
  'more.card': { en: 'Further card', zh: '另一块网卡' },
  'more.card-none': { en: 'no further card', zh: '不再添加' },
  'more.card-help': {
    en: 'A card of the bond beside the one that was chosen before, which belongs to it anyway.',
    zh: 'bond 的另一块网卡；先前所选的网卡本来就属于它。',
  },
  'more.cards': { en: 'Further cards', zh: '其他网卡' },
  'more.pool': { en: 'Containers', zh: '容器地址' },
  'more.pool-gateway': { en: 'Their gateway', zh: '容器网关' },
  'more.pool-dns': { en: 'Their DNS', zh: '容器 DNS' },
} satisfies Readonly<Record<string, TextRow>>;
