/** Marks that the walk types into hidden fields only: no screen may show any part of them. */
export const PASSWORD = 'Geheim-Passwort-7';
export const AUTH_KEY = 'QWERTZUIOP'.repeat(4);
export const HASH = `$6$saltsalt$${'h'.repeat(86)}`;
export const SECRETS = ['Geheim', 'QWERTZ', '$6$salt', 'hhhhhhhh'];

/** What a person who knows the way types into a field; nothing: the field is passed as it is. */
export const GOOD_ANSWERS: Readonly<Record<string, string>> = {
  'controller.http_port': '80',
  'controller.cluster_size': '3',
  'controller.ha.members': '192.168.122.170 192.168.122.171 192.168.122.172',
  'controller.ha.virtual_ip': '192.168.122.180',
  'controller.auth_key': AUTH_KEY,
  'agent.controllers': '192.168.122.200:80',
  'agent.install_code': '8070',
  'system.hostname': 'node1',
  'system.password': PASSWORD,
  'system.password_again': PASSWORD,
  'install.kernel_args': '',
  'system.timezone': 'Asia/Shanghai',
  'system.ntp_servers': '',
  'system.ssh_key_1': '',
  'system.ssh_key_2': '',
  'system.ssh_key_3': '',
  'network.interface.written': '52:54:00:00:00:01',
  'network.address': '192.168.122.170/24',
  'network.gateway': '192.168.122.1',
  'network.dns': '192.168.122.1',
  'network.search': '',
  'network.mtu': '1500',
  'disk.target.serial': 'S64GNE0R800214',
  'disk.target.size': '',
};
