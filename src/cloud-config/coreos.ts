import { networkFiles } from '../network/files.ts';
import type { Unit } from '../roles/unit.ts';
import { off } from '../roles/unit.ts';
import type { Secret } from '../secret.ts';
import { secretYaml } from '../secret-yaml.ts';
import type { NodeConfig, NodeFile } from './node-config.ts';

/**
 * user_data for an original COS or Flatcar image: coreos-cloudinit 1.4.1, applied at every boot. Only
 * documented keys (its Documentation/cloud-config.md), for `-validate` refuses all others.
 */
export function renderCoreos(config: NodeConfig): Secret {
  const ofContract = config.units.filter(({ isOurs }) => !isOurs);
  const units = [timezoneUnit(config.timezone), off('docker.service'), ...ofContract];
  const document = {
    hostname: config.hostname,
    users: [userOf(config)],
    coreos: {
      update: { group: 'stable', 'reboot-strategy': 'off', server: 'http://upgrade.csphere.cn/update' },
      units: [...units.map(writtenUnit), ...networkUnits(config)],
    },
    write_files: [...config.files, ...timeFiles(config)].map(writtenFile),
  };
  return secretYaml(document, '#cloud-config\n');
}

/** Only password and keys reach a user who exists, as `cos` does on COS; Flatcar makes the user. */
function userOf({ user }: NodeConfig) {
  return {
    name: user.name,
    passwd: user.password_hash,
    groups: [...user.groups, 'wheel', 'portage'],
    ssh_authorized_keys: user.ssh_authorized_keys.length > 0 ? user.ssh_authorized_keys : undefined,
  };
}

function timezoneUnit(timezone: string): Unit {
  const content = `[Unit]
Description=Set the time zone

[Service]
Type=oneshot
RemainAfterExit=yes
ExecStart=/usr/bin/timedatectl set-timezone ${timezone}
`;
  return { name: 'settimezone.service', enable: true, start: true, content };
}

function writtenUnit({ name, enable, start, content }: Unit) {
  const command = start ? 'start' : undefined;
  return { name, command, enable: enable || !start ? enable : undefined, content };
}

/** The systemd of COS is too old for permanent addresses; its image has a br0 of its own, which ours replaces. */
function networkUnits({ network }: NodeConfig) {
  return networkFiles(network, 'mac').map(({ name, content }) => ({ name: unitName(name), content }));
}

function unitName(name: string): string {
  if (name === 'br0.netdev') return 'xx-br0.netdev';
  return name.endsWith('.link') ? `10-${name}` : name;
}

/** For timesyncd, which agents of COS and Flatcar use; the controllers' ntp.conf is written by csphere-prepare. */
function timeFiles({ time }: NodeConfig): NodeFile[] {
  if (time.servers.length === 0) return [];
  const content = `[Time]\nNTP=${time.servers.join(' ')}\n`;
  return [{ path: '/etc/systemd/timesyncd.conf.d/cos.conf', mode: 0o644, content }];
}

function writtenFile({ path, mode, content }: NodeFile) {
  return { path, permissions: `0${mode.toString(8)}`, owner: 'root', content };
}
