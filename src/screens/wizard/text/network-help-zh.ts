/** Chinese help of the network's answers, by path; the English one is the schema's own description. */
export const networkHelpZh: Readonly<Record<string, string>> = {
  'network.interface':
    '节点使用的网卡。应答文件中以 mac(固定 MAC 地址)、name(内核名称)或 path(插槽)之一指明。',
  'network.address': '带前缀长度的地址(CIDR),多个地址用逗号分隔(IPv4 和 IPv6)。其他节点使用第一个地址。',
  'network.gateway': '默认网关,每个地址族最多一个,用逗号分隔。不填则没有默认路由。',
  'network.dns': 'DNS 服务器,按查询顺序填写,用逗号分隔。使用 DHCP 时排在租约提供的服务器之前。',
  'network.search': '查询短主机名时使用的域,用逗号分隔。',
  'network.mtu': '最大数据包字节数(IPv6 至少 1280)。不填则使用网卡自身的值。',
  'agent.network_mode':
    '容器接入节点网络的方式:bridge(通过网桥 br0)或 ipvlan(节点还会占用自身地址加一的地址,供 DNS 使用)。以后不能更改。',
};
