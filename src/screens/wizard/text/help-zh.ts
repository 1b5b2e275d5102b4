/** Keys of a selector, for the target and for the data disk. */
const SELECTOR = {
  serial: '序列号，与 cos-install probe 显示的相同；* 和 ? 代表任意字符。',
  size: '容量：>=100G、<=2T、范围 100G-2T、磁盘上标示的容量 480G（误差 1 %），或字节数。G = 10^9，Gi = 2^30。',
  model: '型号；* 和 ? 代表任意字符。',
  wwn: '全球唯一名称（WWN），与 lsblk 显示的相同（0x…、eui.…、naa.…）。',
  path: '/dev/disk/by-* 下的稳定名称。/dev/sda 这样的内核名称每次启动都可能变化，因此不接受。',
};

function selector(path: string): Record<string, string> {
  return Object.fromEntries(Object.entries(SELECTOR).map(([key, text]) => [`${path}.${key}`, text]));
}

/** What the answer file's schema says of its keys (`description`), in Chinese. */
export const helpZh: Readonly<Record<string, string>> = {
  role: '节点的角色：controller（控制器）、agent（代理）或 platform（平台）。',
  'controller.http_port':
    '控制器网页和代理请求所用的端口；不能是 22、53、123、2379、2380、5000、9090、27017。',
  'controller.cluster_size':
    '由多少个代理组成代理的 etcd：1、3、5、7 或 9。代理会一直等待，直到达到这个数量。',
  'controller.ha': '由多个控制器实现高可用。不写：这是唯一的控制器。',
  'controller.ha.members':
    '所有控制器的地址，包括本机；每台上的列表和顺序都相同，第一个作为初始主控制器。三个或其他奇数个才能承受故障。',
  'controller.ha.virtual_ip': '控制器所在网络中的一个地址，由主控制器持有。',
  'controller.auth_key':
    '控制器各服务共用的密钥：32 个以上的字母和数字。不写：随机生成。启用高可用时必须填写，所有成员相同。向导由口令得出密钥：每台输入同一口令，至少 12 个字符。',
  'controller.registry':
    '集群的镜像仓库是否运行在控制器上（端口 5000，无密码）。启用高可用时位于第一个成员：所有成员回答相同。',
  'agent.controllers': '控制器，写成 主机:端口，当前主控制器在最前；用逗号分隔。前面可以带 http://。',
  'agent.install_code': '控制器网页上显示的四位数字。',
  'agent.network_mode':
    '容器如何接入节点的网络：bridge（通过 br0）或 ipvlan（节点还占用自己的下一个地址，用于其 DNS）。以后不能更改。',
  'system.hostname': '节点名称：字母、数字、连字符和点，最多 63 个字符（RFC 1123）。',
  'system.password':
    '用户 cos 的密码；只保存其哈希。password 与 password_hash 恰好需要一个；不足 8 个字符会有警告。',
  'system.password_hash':
    '用户 cos 的密码的 crypt(5) 哈希：SHA-512 $6$…（由 openssl passwd -6 生成）或 yescrypt $y$…（mkpasswd）。',
  'system.ssh_authorized_keys': '可以登录为 cos 的公钥，每个一行，与 id_ed25519.pub 中相同。',
  'system.timezone': '时区，tz 数据库中的名称。',
  'system.ntp_servers': '时间服务器，主机名或地址。不写：代理询问其控制器，其他节点询问公共服务器池。',
  'system.language': '安装程序的语言：英文或简体中文。',
  'network.interface': '网卡，用 mac、name、path 中恰好一个指明。使用 bond 时：bond 采用其 MAC 地址的成员。',
  'network.interface.mac': '永久（出厂）MAC 地址，与 cos-install probe 显示的相同。',
  'network.interface.name': '内核给网卡的名称，适用于名称不会变动的机器。',
  'network.interface.path': '网卡所在的插槽：udev 的 ID_PATH。',
  'network.address':
    '带前缀长度的地址（CIDR）、多个这样的地址（IPv4 和 IPv6），或 dhcp。其他节点通过第一个地址识别本机。',
  'network.gateway': '默认网关，或每个地址族各一个的列表。不写：没有默认路由（或采用 DHCP 提供的）。',
  'network.dns': '域名服务器，按询问的顺序；使用 dhcp 时排在租约提供的之前。',
  'network.search': '查找短名称时使用的域。',
  'network.mtu': '最大的数据包，单位字节（IPv6 需要 1280）。不写：网卡自己的值。',
  'network.vlan': 'VLAN 编号：地址配置在网卡（或 bond）的这个 VLAN 上。',
  'container_network.pool': '给容器的地址范围，在节点的网络内，其中不能有主机。',
  'container_network.gateway': '容器的网关。不写：节点的网关。',
  'container_network.dns': '容器的域名服务器。不写：节点自己的。',
  'network.bond': '把多块网卡当作一块使用。',
  'network.bond.mode': 'active-backup：一块网卡工作，另一块待命；802.3ad：LACP，交换机必须支持。',
  'network.bond.members': '组成 bond 的网卡，两块或更多。',
  'disk.target': '安装系统的磁盘；其上的所有数据都会被清除。各个条件合起来必须恰好符合一块磁盘。',
  'disk.data':
    '用于容器的第二块磁盘，每次安装都会重建：带项目配额的 XFS，其中的全部数据会被清除（install.wipe）。',
  'disk.data.select': '数据磁盘，选择方法与 disk.target 相同；必须是另一块磁盘。',
  'disk.data.mount':
    '挂载位置。不写：由角色决定（控制器和代理为 /var/lib/docker）。挂载在别处时，/var/lib/docker 显示其中的 docker 目录。',
  'install.wipe':
    'target 允许无人值守安装清除目标磁盘上的所有数据，[target, data] 还允许清除数据磁盘（disk.data）；不写则无人值守安装会停止。',
  'install.kernel_args': '已安装节点的内核命令行上的附加参数。',
  'install.image': 'usr-image：本介质上的系统；disk-image：/bzimage 中的原版 COS 或 Flatcar 镜像。',
  'install.on_success': '安装结束时做什么：reboot 重新启动，poweroff 关机，stay 停留。',
  ...selector('disk.target'),
  ...selector('disk.data.select'),
};
