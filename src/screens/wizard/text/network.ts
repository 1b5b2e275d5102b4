import type { TextRow } from './row.ts';

export const networkTexts = {
  'link.title': { en: 'Select Network Interface', zh: '选择网卡' },
  'link.intro': {
    en: 'The card that reaches the cluster. The list follows cables that are plugged in.',
    zh: '连接集群网络的网卡。插拔网线后列表自动更新。',
  },
  'link.label': { en: 'Interface', zh: '网卡' },
  'link.mac': { en: 'MAC address', zh: 'MAC 地址' },
  'link.up': { en: '[Linked]', zh: '[Linked]' },
  'link.down': { en: '[NoLink]', zh: '[NoLink]' },
  'link.unknown': { en: '[Link?]', zh: '[Link?]' },
  'link.none': {
    en: 'ERROR: No Network Interface Device Found!',
    zh: 'ERROR: 未找到任何网卡!',
  },
  'link.plug-in': {
    en: 'No network card was found. One that is plugged in now appears here.',
    zh: '未找到网卡。现在接入的网卡会显示在这里。',
  },
  'link.no-cable': {
    en: '{name}: Cable Link Not Detected! Are You Sure to Continue?',
    zh: '{name}:未检测到网线连接!确定要继续吗?',
  },
  'link.wireless': { en: 'not offered: a wireless card', zh: '不可选:无线网卡' },
  'link.virtual': { en: 'not offered: made by software, not a card', zh: '不可选:虚拟设备,不是网卡' },
  'link.bridge': { en: 'not offered: a bridge; choose its card', zh: '不可选:网桥;请选择其网卡' },
  'link.bond': { en: 'not offered: a bond; choose one of its cards', zh: '不可选:聚合设备;请选择其中的网卡' },
  'link.vlan': { en: 'not offered: a VLAN; choose its card', zh: '不可选:VLAN;请选择其网卡' },
  'link.slave': { en: 'not offered: a part of {master}', zh: '不可选:属于 {master}' },
  'dhcp.title': { en: 'DHCP Request', zh: 'DHCP 请求' },
  'dhcp.intro': {
    en: 'One attempt to learn the addresses from the network. Next goes on at any time.',
    zh: '尝试一次从网络获取地址。可随时进入下一步。',
  },
  'dhcp.label': { en: 'Interface', zh: '网卡' },
  'dhcp.running': {
    en: 'Trying to Obtain IP Configs via DHCP ... {seconds} of {limit} s',
    zh: '正在通过 DHCP 获取 IP 配置…… {seconds}/{limit} 秒',
  },
  'dhcp.offer': {
    en: 'A DHCP server offers {address}. It is filled in on the next pages and can be changed there.',
    zh: 'DHCP 服务器提供了 {address}。后面的页面会自动填入,仍可修改。',
  },
  'dhcp.dropped': { en: 'Left out, for it cannot be used: {line}', zh: '无法使用,已忽略:{line}' },
  'dhcp.none': {
    en: 'No DHCP server answered within {seconds} s. Type the addresses on the next pages.',
    zh: '{seconds} 秒内没有 DHCP 服务器应答。请在后面的页面填写地址。',
  },
  'dhcp.no-carrier': {
    en: 'The link of {name} is gone. Check the cable, or type the addresses.',
    zh: '{name} 的连接已断开。请检查网线,或手动填写地址。',
  },
  'dhcp.failed': {
    en: 'The DHCP attempt failed: {reason}',
    zh: 'DHCP 尝试失败:{reason}',
  },
  'mode.title': { en: 'Select Network Type', zh: '选择网络类型' },
  'mode.intro': {
    en: 'How containers reach the network of this node. It cannot be changed later.',
    zh: '容器接入本节点网络的方式。以后不能更改。',
  },
  'mode.label': { en: 'NetMode', zh: '网络模式' },
  'mode.bridge': { en: 'Bridge Network: containers share the bridge br0', zh: '桥接网络:容器共用网桥 br0' },
  'mode.ipvlan': {
    en: 'Ipvlan Network: the node also takes its address + 1, for its DNS',
    zh: 'Ipvlan 网络:节点另占用其地址 + 1,供 DNS 使用',
  },
  'address.title': { en: 'SetUp Network Interface', zh: '设置网卡地址' },
  'address.intro': {
    en: 'The address under which the other nodes of the cluster know this one.',
    zh: '集群中其他节点用来访问本节点的地址。',
  },
  'address.method': { en: 'Address', zh: '地址' },
  'address.fixed': { en: 'fixed  the addresses below', zh: '固定  使用下面的地址' },
  'address.dhcp': { en: 'dhcp   asked for at every start', zh: 'dhcp  每次启动时获取' },
  'address.cidr': { en: 'IP/Mask', zh: 'IP/掩码' },
  'address.gateway': { en: 'Gateway', zh: '网关' },
  'address.dns': { en: 'DnsMaster', zh: 'DNS 服务器' },
  'address.search': { en: 'Search domains', zh: '搜索域' },
  'address.from-dhcp': { en: 'from DHCP', zh: '来自 DHCP' },
  'address.card': { en: 'Card: {card}', zh: '网卡:{card}' },
} satisfies Readonly<Record<string, TextRow>>;
