import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { manifestSchema } from '../../src/installer/manifest.ts';
import { IS_OF_SEVERAL, type Node } from './node.ts';
import { BUILD } from './qemu.ts';

const deviceSchema = z.object({
  name: z.string(),
  partlabel: z.string().nullable(),
  fstype: z.string().nullable(),
});
/** Without the column NAME, lsblk(8) prints a flat list. */
const lsblkSchema = z.object({ blockdevices: z.array(deviceSchema) });

/** What one start of a node is asked about, gathered by one script: an SSH session costs seconds here. */
const SCRIPT = `
echo "alone=$(${IS_OF_SEVERAL} && echo no || echo yes)"
echo "state=$(systemctl is-system-running)"
echo "failed=$(systemctl list-units --failed --plain --no-legend | tr '\\n' ';')"
echo "hostname=$(hostname)"
echo "resolves=$(getent hosts "$(hostname)" | head -n 1 | wc -l)"
echo "addresses=$(ip -4 -brief address show scope global | awk '{print $1, $3}' | tr '\\n' ';')"
echo "route=$(ip route show default)"
echo "timezone=$(timedatectl show --property=Timezone --value)"
echo "groups=$(id -nG cos)"
echo "uid=$(id -u cos)"
echo "usr=$(veritysetup status usr | awk '/root hash:/ {print $3}')"
echo "usr_state=$(veritysetup status usr | awk '/status:/ {print $2}')"
echo "cmdline=$(cat /proc/cmdline)"
echo "user_data=$(stat --format='%a %U' /var/lib/coreos-install/user_data)"
echo "inst_opts=$(stat --format='%a %U' /etc/csphere/inst-opts.env)"
echo "ntp=$(cat /etc/chrony/sources.d/cos.sources | tr '\\n' ';')"
echo "tools=$(cos-install --version)"
echo "log=$(ls /var/log/cos-install | tr '\\n' ' ')"
echo "root_bytes=$(findmnt --noheadings --bytes --output SIZE /)"
echo "links=$(networkctl --no-legend --no-pager list | awk '{print $2, $5}' | tr '\\n' ';')"
echo "boot_id=$(cat /proc/sys/kernel/random/boot_id)"
echo "hostkeys=$(cat /etc/ssh/ssh_host_*_key.pub | sha256sum)"
`;

export type Facts = Readonly<Record<string, string>>;

/** Waits until the node has finished starting, then asks it. */
export async function gatherFacts(node: Node, seconds: number): Promise<Facts> {
  await node.ready(seconds);
  const lines = (await node.sh(SCRIPT)).split('\n');
  return Object.fromEntries(
    lines.map((line) => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)]),
  );
}

/** Partitions of the disk that the node runs from: `1 EFI-SYSTEM vfat`. */
export async function partitions(node: Node): Promise<string[]> {
  // Behind the partition: its disk, or the map of several paths to it, whose partitions have no PARTN.
  const disk =
    '$(lsblk --inverse --list --noheadings --output KNAME "$(findmnt --noheadings --output SOURCE /)" | sed -n 2p)';
  const json = await node.sh(`lsblk --json --list --output NAME,PARTLABEL,FSTYPE /dev/${disk}`);
  return lsblkSchema
    .parse(JSON.parse(json))
    .blockdevices.filter((p) => p.partlabel !== null)
    .map((p) => `${/\d+$/.exec(p.name)?.[0]} ${p.partlabel} ${p.fstype ?? '-'}`)
    .toSorted();
}

/** /etc/csphere/inst-opts.env as keys and values. */
export async function instOpts(node: Node): Promise<Facts> {
  const lines = (await node.sh('cat /etc/csphere/inst-opts.env')).split('\n');
  return Object.fromEntries(
    lines.map((line) => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)]),
  );
}

/** What the medium says of itself. */
export function builtManifest() {
  return manifestSchema.parse(JSON.parse(readFileSync(join(BUILD, 'manifest.json'), 'utf8')));
}

/** A file of the boot code that the image carries: boot.img, core.img, BOOTX64.EFI … */
export function bootFile(name: string): string {
  return join(BUILD, 'cache', 'boot-code', 'disk', name);
}
