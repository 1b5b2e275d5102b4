import type { ProblemRow } from './row.ts';

/** Images of whole disks, as they lie in /bzimage of the medium. */
export const imageProblems = {
  'disk.image-larger': {
    number: 267,
    exit: 'machine',
    en: '{device} has {size}; the image {name} is made for a disk of {needed} or more',
    zh: '{device} 容量为 {size}；镜像 {name} 需要 {needed} 或更大的磁盘',
  },
  'disk.image-sectors': {
    number: 268,
    exit: 'machine',
    en: '{device} has {bytes}-byte sectors; the image {name} is made for disks with 512-byte sectors: choose another disk',
    zh: '{device} 的扇区为 {bytes} 字节；镜像 {name} 只能用于 512 字节扇区的磁盘：请选择其他磁盘',
  },
  'image.none': {
    number: 483,
    exit: 'medium',
    en: 'no image of a disk on the medium: looked for {wanted} in {folder}; found {found}',
    zh: '介质上没有磁盘镜像：在 {folder} 中查找 {wanted}；找到的是 {found}',
  },
  'image.several': {
    number: 484,
    exit: 'medium',
    en: 'several images in {folder}: {names}; leave only one of them on the medium',
    zh: '{folder} 中有多个镜像：{names}；介质上只应保留一个',
  },
  'image.no-checksum': {
    number: 485,
    exit: 'medium',
    en: 'no checksum of {name}: a list such as sha1sum.txt, sha256sum.txt or {name}.DIGESTS has to lie in {folder}',
    zh: '没有 {name} 的校验和：{folder} 中须有 sha1sum.txt、sha256sum.txt 或 {name}.DIGESTS 之类的列表',
  },
  'image.unknown-layout': {
    number: 486,
    exit: 'medium',
    en: '{name} is no image of COS or Flatcar, which has a GPT with the partitions OEM and ROOT: {reason}',
    zh: '{name} 不是 COS 或 Flatcar 的镜像（应有 GPT 及 OEM、ROOT 分区）：{reason}',
  },
  'image.damaged': {
    number: 487,
    exit: 'medium',
    en: '{name} matches its checksum, but is no whole image: {reason}; make the medium anew from another copy',
    zh: '{name} 与校验和一致，但不是完整的镜像：{reason}；请用另一份镜像重新制作介质',
  },
  'image.kernel-args': {
    number: 488,
    exit: 'answers',
    en: 'an original COS image keeps these for its first start only: csphere-prepare writes its own into the OEM partition',
    zh: '原版 COS 镜像只在首次启动时使用这些参数：csphere-prepare 会改写 OEM 分区中的设置',
  },
  'image.password-hash': {
    number: 489,
    exit: 'answers',
    en: 'an original COS image does not know this kind of hash ($y$): nobody could log in; write $6$ (openssl passwd -6). Flatcar knows it',
    zh: '原版 COS 镜像不认识这种哈希（$y$）：将无法登录；请使用 $6$（openssl passwd -6）。Flatcar 可以使用',
  },
} as const satisfies Record<string, ProblemRow>;
