import { networkFiles } from '../network/files.ts';
import { settings } from '../network/settings.ts';
import type { Unit } from '../roles/unit.ts';
import type { Secret } from '../secret.ts';
import { secretYaml } from '../secret-yaml.ts';
import { timeFiles } from './chrony.ts';
import type { NodeConfig, NodeFile } from './node-config.ts';

/** Before every file that systemd, an initrd or `ip=` on the kernel command line brings (71-default.network, 99-default.link). */
const NETWORK_FIRST = '/etc/systemd/network/10-';
const ROLE_UNITS = '/etc/systemd/system/multi-user.target.d/cos-role.conf';

/**
 * user_data for the node's own image: cloud-init 25.1 with NoCloud, `dsmode: local`, applied before the
 * network starts and again after every edit. Keys: cloud-init's "Module reference".
 */
export function renderCloudInit(config: NodeConfig): Secret {
  const { hostname } = config;
  const wanted = config.units.filter((unit) => unit.enable || unit.start);
  const document = {
    hostname,
    fqdn: hostname,
    preserve_hostname: false,
    // Keeps the lines that others wrote; `true` would render the whole file anew at each start.
    manage_etc_hosts: config.files.some(({ path }) => path === '/etc/hosts') ? false : 'localhost',
    users: [userOf(config)],
    ssh_pwauth: true,
    timezone: config.timezone,
    // Said by locale.conf: cloud-init's own module would install a package of translations.
    locale: false,
    write_files: filesOf(config, wanted).map(writtenFile),
    // The units of a first boot: from then on systemd knows them from the start.
    ...(wanted.length > 0 ? { runcmd: [['systemctl', 'daemon-reload'], START_ROLE] } : {}),
  };
  return secretYaml(document, '#cloud-config\n');
}

const START_ROLE = ['systemctl', 'start', '--no-block', 'multi-user.target'];

function userOf({ user }: NodeConfig) {
  return {
    name: user.name,
    uid: user.uid,
    shell: '/bin/bash',
    groups: [...user.groups, 'adm'],
    sudo: 'ALL=(ALL) NOPASSWD:ALL',
    lock_passwd: false,
    // `passwd` would be ignored for a user who exists.
    hashed_passwd: user.password_hash,
    ssh_authorized_keys: user.ssh_authorized_keys.length > 0 ? user.ssh_authorized_keys : undefined,
  };
}

function filesOf(config: NodeConfig, wanted: readonly Unit[]): NodeFile[] {
  const network = networkFiles(config.network, 'permanent-mac');
  const units = config.units.filter((unit) => unit.content !== undefined);
  return [
    ...config.files,
    ...network.map(({ name, content }) => plainFile(NETWORK_FIRST + name, content)),
    ...timeFiles(config.time),
    plainFile('/etc/locale.conf', `LANG=${config.locale}\n`),
    ...units.map(({ name, content }) => plainFile(`/etc/systemd/system/${name}`, content ?? '')),
    ...(wanted.length > 0 ? [plainFile(ROLE_UNITS, wants(wanted))] : []),
  ];
}

/** A unit that the image does not have is passed over, which `systemctl enable` would not do. */
function wants(units: readonly Unit[]): string {
  return settings([{ name: 'Unit', lines: units.map(({ name }) => ['Wants', name] as const) }]);
}

function plainFile(path: string, content: string): NodeFile {
  return { path, mode: 0o644, content };
}

function writtenFile({ path, mode, content, owner = 'root:root' }: NodeFile) {
  return { path, permissions: `0${mode.toString(8)}`, owner, content };
}
