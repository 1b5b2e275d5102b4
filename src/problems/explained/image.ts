import { imageProblems } from '../image.ts';
import { areaOf, GOES_ON } from './area.ts';

const otherDisk = {
  en: 'Name a disk in `disk.target` that the image fits on; then start the installation again.',
  zh: '请在 `disk.target` 中指定能容纳该镜像的磁盘；然后重新开始安装。',
};

export const diskImages = areaOf({
  title: { en: 'Images of whole disks', zh: '整盘镜像' },
  rows: imageProblems,
  common: {
    cause: {
      en: '`install.image: disk-image` installs an original COS or Flatcar image, and the folder /bzimage of the medium is not as it should be.',
      zh: '`install.image: disk-image` 安装原版 COS 或 Flatcar 镜像，而介质的 /bzimage 目录不符合要求。',
    },
    evidence: {
      en: '`ls -l /run/cos/medium/bzimage` in the root shell; `cos-install probe` shows under `bzimage` what the installer sees.',
      zh: '在 root shell 中查看 `ls -l /run/cos/medium/bzimage`；`cos-install probe` 的 `bzimage` 显示安装程序看到的内容。',
    },
    changed: {
      en: 'Nothing was written to any disk.',
      zh: '没有向任何磁盘写入数据。',
    },
    next: {
      en: 'Make the medium anew with the image and its list of checksums (`make iso BZIMAGE=DIR`), or leave `install.image` out.',
      zh: '请用镜像及其校验和列表重新制作介质（`make iso BZIMAGE=DIR`），或去掉 `install.image`。',
    },
  },
  extra: {
    'disk.image-larger': {
      cause: {
        en: 'The partition table of the image is made for a larger disk.',
        zh: '镜像的分区表用于更大的磁盘。',
      },
      next: otherDisk,
    },
    'disk.image-sectors': {
      cause: {
        en: 'The partition table of the image counts in sectors of 512 bytes; this disk has others (4Kn), and no firmware would find the partitions.',
        zh: '镜像的分区表按 512 字节扇区计数；该磁盘的扇区不同（4Kn），固件找不到分区。',
      },
      next: otherDisk,
    },
    'image.no-checksum': {
      cause: {
        en: 'The list of checksums was left out, or names another file. The original installer went on without; this one does not.',
        zh: '缺少校验和列表，或列表中是其他文件名。原版安装程序会跳过校验；本程序不会。',
      },
    },
    'image.damaged': {
      cause: {
        en: 'The image was cut off or damaged before its checksum was made.',
        zh: '镜像在计算校验和之前就已被截断或损坏。',
      },
      changed: {
        en: 'The target: its former contents are lost, it does not boot, for its first sectors are written last. No other disk was written.',
        zh: '目标磁盘：原有内容已丢失，且无法启动，因为最前面的扇区最后写入。没有写入其他磁盘。',
      },
    },
    'image.kernel-args': {
      severity: 'warning',
      cause: {
        en: 'The csphere-prepare of an original COS writes grub.cfg on the OEM partition anew at each start. Flatcar leaves it as it is.',
        zh: '原版 COS 的 csphere-prepare 每次启动都会重写 OEM 分区上的 grub.cfg；Flatcar 不会。',
      },
      changed: GOES_ON,
      next: {
        en: 'Nothing for Flatcar. On COS, arguments that are needed for good go into its csphere-prepare.',
        zh: 'Flatcar 不用处理。COS 上需要长期保留的参数应写进 csphere-prepare。',
      },
    },
    'image.password-hash': {
      severity: 'warning',
      cause: {
        en: 'The C library of an original COS (glibc 2.20) checks passwords by SHA-512 and older kinds; yescrypt came later.',
        zh: '原版 COS 的 C 库（glibc 2.20）只支持 SHA-512 及更早的密码哈希；yescrypt 出现得更晚。',
      },
      changed: GOES_ON,
      next: {
        en: 'Nothing for Flatcar. For COS, make the hash by `openssl passwd -6`, or write `system.password`, which becomes such a hash.',
        zh: 'Flatcar 不用处理。COS 请用 `openssl passwd -6` 生成哈希，或填写 `system.password`，它会转换为这种哈希。',
      },
    },
  },
});
