import { diskProblems } from '../disk.ts';
import { areaOf, GOES_ON, UNTOUCHED } from './area.ts';

const lost = {
  en: 'The disk that is named: its former contents are lost. The target does not boot. Disks that the answers do not choose were not written.',
  zh: '所指的磁盘：原有内容已丢失。目标磁盘无法启动。没有写入回答未选择的磁盘。',
};

export const disks = areaOf({
  title: { en: 'Disks', zh: '磁盘' },
  rows: diskProblems,
  common: {
    cause: {
      en: 'The disk that the answers choose cannot be the target as it is now.',
      zh: '回答所选的磁盘目前不能作为目标。',
    },
    evidence: {
      en: '`cos-install disks --explain ANSWERS` says of each disk why it fits or not; in the root shell also `lsblk -f` and `cat /proc/mounts`.',
      zh: '`cos-install disks --explain ANSWERS` 说明每个磁盘是否合适及原因；在 root shell 中还可用 `lsblk -f` 和 `cat /proc/mounts`。',
    },
    changed: {
      en: 'Nothing was written to any disk: the target is judged before the first write.',
      zh: '没有向任何磁盘写入数据：目标在首次写入之前检查。',
    },
    next: {
      en: 'Do what the sentence says, or name another disk in `disk.target`; then start the installation again.',
      zh: '按句子所说处理，或在 `disk.target` 中指定其他磁盘；然后重新开始安装。',
    },
  },
  extra: {
    'disk.none-matches': {
      cause: {
        en: 'A key of the selector is wrong, or the disk is not seen: cable, controller without driver, RAID volume not made.',
        zh: '选择条件有误，或看不到该磁盘：线缆、控制器没有驱动、未创建 RAID 卷。',
      },
      next: {
        en: 'Compare `disk.target` with the table, change it; or mend what hides the disk (`dmesg`).',
        zh: '对照表格修改 `disk.target`；或排除看不到磁盘的原因（`dmesg`）。',
      },
    },
    'disk.several-match': {
      cause: {
        en: 'The selector fits more than one disk. The installer never chooses among them.',
        zh: '选择条件对应多个磁盘。安装程序从不代为选择。',
      },
      next: {
        en: 'Add `serial` or `wwn`, which are different for each disk.',
        zh: '请添加 `serial` 或 `wwn`，它们在每个磁盘上都不同。',
      },
    },
    'disk.medium': {
      cause: { en: 'It is mounted as the medium.', zh: '它作为介质挂载。' },
      next: {
        en: 'Name another disk. Nothing overrides this.',
        zh: '请指定其他磁盘，此项无法强制。',
      },
    },
    'disk.medium-copy': {
      cause: {
        en: "A volume on it has the medium's label and UUID: a second stick that the same image was written to, which may be the one that was started. Or it is another unit of the same USB or ATA device, such as the virtual stick beside the virtual CD of a management controller.",
        zh: '其中的卷带有介质的卷标和 UUID：写入了同一映像的另一个 U 盘，可能正是启动所用的那个。或者它是同一 USB 或 ATA 设备的另一单元，例如管理控制器的虚拟 U 盘与虚拟光盘。',
      },
      evidence: {
        en: '`lsblk -o NAME,LABEL,UUID,MOUNTPOINT,SERIAL`: two volumes with the label `CDROM` and the same UUID.',
        zh: '`lsblk -o NAME,LABEL,UUID,MOUNTPOINT,SERIAL`：有两个卷标为 `CDROM` 且 UUID 相同的卷。',
      },
      next: {
        en: 'Name another disk. Nothing overrides this. To use this one: pull out the copy and erase it elsewhere (`wipefs -a`), or start from another medium.',
        zh: '请指定其他磁盘，此项无法强制。若要使用此盘：请拔出副本并在别处清除（`wipefs -a`），或从其他介质启动。',
      },
    },
    'disk.held': {
      evidence: {
        en: '`lsblk`, `dmsetup ls --tree`, `cat /proc/mdstat` in the root shell show what is built on the disk.',
        zh: '在 root shell 中用 `lsblk`、`dmsetup ls --tree`、`cat /proc/mdstat` 查看磁盘上的层次。',
      },
    },
    'disk.4kn-bios': {
      cause: { en: 'BIOS reads sectors of 512 bytes only.', zh: 'BIOS 只能读取 512 字节的扇区。' },
    },
    'disk.shared': {
      cause: {
        en: 'An array, a volume group, a btrfs or a ZFS pool also uses another disk, which would lose data that nobody agreed to lose.',
        zh: '阵列、卷组、btrfs 或 ZFS 池还使用另一块磁盘，那块磁盘会丢失无人同意丢失的数据。',
      },
    },
    'disk.still-signed': {
      cause: {
        en: 'After wiping, the signatures of the disk were read again: it does not keep what is written, or another program writes to it.',
        zh: '清除后重新读取了磁盘上的签名：它没有保存写入的数据，或有其他程序在写它。',
      },
      evidence: {
        en: '`wipefs DEVICE`, `dmesg` and `smartctl -x DEVICE` in the root shell; the commands are in /run/cos-install/log/events.jsonl.',
        zh: '在 root shell 中用 `wipefs DEVICE`、`dmesg`、`smartctl -x DEVICE`；执行过的命令在 /run/cos-install/log/events.jsonl。',
      },
      changed: lost,
      next: {
        en: 'Look for a write protection of the disk or its controller, try another disk, install again.',
        zh: '检查磁盘或控制器的写保护，换一块磁盘，重新安装。',
      },
    },
    'disk.still-held': {
      cause: {
        en: 'After wiping, something assembled, mounted or opened a part of the disk again.',
        zh: '清除后，又有程序组装、挂载或打开了磁盘的一部分。',
      },
      changed: lost,
      next: {
        en: 'Stop what is named, then install again; the disk needs no preparation.',
        zh: '停用句中所列的占用者，然后重新安装；磁盘无需处理。',
      },
    },
    'disk.not-exclusive': {
      cause: {
        en: 'Only the kernel knows the holder: a mount in a container, a pool, a disk that is exported over the network.',
        zh: '只有内核知道占用者：容器中的挂载、存储池、通过网络导出的磁盘。',
      },
      changed: UNTOUCHED,
    },
    'disk.second-system': {
      severity: 'warning',
      cause: {
        en: 'Another disk has partitions named as those of COS: an old COS. The firmware may start it instead of the new node.',
        zh: '另一块磁盘上有与 COS 同名的分区，即旧的 COS。固件可能启动它而不是新节点。',
      },
      changed: GOES_ON,
    },
    'disk.emmc-part': {
      cause: {
        en: 'An eMMC shows its boot areas, its replay-protected area and its general purpose areas as disks of their own. Firmware does not start a system from them, and some can be written once only.',
        zh: 'eMMC 把启动区、防重放区和通用区显示为单独的磁盘。固件不从这些区域启动系统，有些还只能写一次。',
      },
    },
    'disk.two-paths': {
      cause: {
        en: 'Two disks of equal WWN, serial number and size are one disk behind two cables or ports. multipathd makes one device of them; it does not run, or is told to leave this disk alone (`multipath -d -v3`).',
        zh: 'WWN、序列号和容量都相同的两个磁盘，是同一磁盘经两条线缆或两个端口连接。multipathd 会把它们合成一个设备；它没有运行，或被设置为不处理此磁盘（`multipath -d -v3`）。',
      },
    },
    'disk.array-metadata': {
      cause: {
        en: 'Firmware knows nothing of md: it reads one member as if it were an ordinary disk. Metadata 1.0 and 0.90 lie at the end of a member, so its start is that of the array; 1.1 and 1.2 lie at the start and move everything. Arrays of firmware RAID (`external:imsm`, `external:ddf`) are not supported.',
        zh: '固件不认识 md：它把一个成员盘当作普通磁盘读取。1.0 和 0.90 的元数据在成员盘末尾，开头就是阵列的开头；1.1 和 1.2 的元数据在开头，使内容整体后移。不支持固件 RAID 的阵列（`external:imsm`、`external:ddf`）。',
      },
      next: {
        en: 'Make the array anew with `mdadm --create --level=1 --metadata=1.0` (its data is lost) or choose another disk.',
        zh: '用 `mdadm --create --level=1 --metadata=1.0` 重新创建阵列（数据会丢失），或选择其他磁盘。',
      },
    },
    'disk.gone': {
      cause: {
        en: 'While it was written or read, the kernel took the disk away: cable, power, backplane, controller, or somebody pulled it.',
        zh: '在写入或读取时，内核移除了该磁盘：线缆、电源、背板、控制器故障，或有人拔出了它。',
      },
      evidence: {
        en: '`dmesg` in the root shell shows when and why; `lsblk` whether it came back.',
        zh: '在 root shell 中用 `dmesg` 查看时间和原因；用 `lsblk` 查看它是否恢复。',
      },
      changed: lost,
      next: {
        en: 'Mend the connection or replace the disk, then install again; a disk that comes back needs no preparation.',
        zh: '修复连接或更换磁盘，然后重新安装；恢复的磁盘无需处理。',
      },
    },
    'disk.data-is-target': {
      cause: {
        en: 'Both selectors fit the same disk.',
        zh: '两个选择条件对应同一块磁盘。',
      },
      next: {
        en: 'Name another disk in `disk.data.select`, or take `disk.data` out.',
        zh: '请在 `disk.data.select` 中指定其他磁盘，或删除 `disk.data`。',
      },
    },
    'disk.same-uuid': {
      cause: {
        en: 'The other disk is a copy of this node; with both present it is open which one would start.',
        zh: '另一块磁盘是本节点的副本；两者同时存在时，无法确定启动哪一个。',
      },
    },
  },
});
