import type { ProblemRow } from './row.ts';

/** What a disk says of itself (SMART, NVMe), and what a few reads of it show. */
export const diskHealthProblems = {
  'disk.health-failing': {
    number: 230,
    exit: 'machine',
    en: '{device} fails its own health check (SMART): it may lose everything at any time; replace it or choose another disk',
    zh: '{device} 未通过自身的健康检查（SMART）：随时可能丢失全部数据；请更换该磁盘或选择其他磁盘',
  },
  'disk.health-pending': {
    number: 231,
    exit: 'machine',
    en: '{device} has sectors that it cannot read any more (SMART, pending: {count}); replace it or choose another disk',
    zh: '{device} 有已无法读取的扇区（SMART 待处理：{count}）；请更换该磁盘或选择其他磁盘',
  },
  'disk.health-uncorrectable': {
    number: 232,
    exit: 'machine',
    en: '{device} met errors that it could not correct (SMART, uncorrectable: {count}): it loses data; replace it or choose another disk',
    zh: '{device} 出现过无法纠正的错误（SMART 无法纠正：{count}）：会丢失数据；请更换该磁盘或选择其他磁盘',
  },
  'disk.health-reallocated': {
    number: 233,
    exit: 'machine',
    en: '{device} had to replace bad sectors by spare ones (SMART, reallocated: {count}): it begins to fail; plan its replacement',
    zh: '{device} 已用备用扇区替换坏扇区（SMART 重新分配：{count}）：磁盘开始老化；请计划更换',
  },
  'disk.health-media-errors': {
    number: 234,
    exit: 'machine',
    en: '{device} met errors that it could not correct (NVMe, media errors: {count}): it loses data; replace it or choose another disk',
    zh: '{device} 出现过无法纠正的错误（NVMe 介质错误：{count}）：会丢失数据；请更换该磁盘或选择其他磁盘',
  },
  'disk.health-worn': {
    number: 235,
    exit: 'machine',
    en: '{device} has used {percent} % of the writes that it was made for: it wears out; plan its replacement or choose another disk',
    zh: '{device} 的写入寿命已用 {percent} %：即将磨损殆尽；请计划更换或选择其他磁盘',
  },
  'disk.health-spare': {
    number: 236,
    exit: 'machine',
    en: '{device} has too few spare blocks left (NVMe critical warning): it will soon refuse writes; replace it or choose another disk',
    zh: '{device} 的备用块已不足（NVMe 严重警告）：很快将无法写入；请更换该磁盘或选择其他磁盘',
  },
  'disk.health-temperature': {
    number: 237,
    exit: 'machine',
    en: '{device} is too hot or too cold (NVMe critical warning): it slows down and ages; check the cooling of the machine',
    zh: '{device} 温度过高或过低（NVMe 严重警告）：会变慢并加速老化；请检查机器散热',
  },
  'disk.health-unreliable': {
    number: 238,
    exit: 'machine',
    en: '{device} says that it is not reliable any more after many errors (NVMe critical warning); replace it or choose another disk',
    zh: '{device} 因错误过多而报告自身已不可靠（NVMe 严重警告）；请更换该磁盘或选择其他磁盘',
  },
  'disk.health-locked': {
    number: 239,
    exit: 'machine',
    en: '{device} has made itself read-only (NVMe critical warning): nothing can be installed on it; replace it or choose another disk',
    zh: '{device} 已将自身设为只读（NVMe 严重警告）：无法在其上安装；请更换该磁盘或选择其他磁盘',
  },
  'disk.health-cache': {
    number: 240,
    exit: 'machine',
    en: '{device} has lost the backup power of its memory (NVMe critical warning): a power cut loses data; replace it or choose another disk',
    zh: '{device} 的缓存断电保护已失效（NVMe 严重警告）：断电会丢失数据；请更换该磁盘或选择其他磁盘',
  },
  'disk.unreadable': {
    number: 241,
    exit: 'machine',
    en: '{device} cannot be read at byte {offset} ({reason}); replace it or choose another disk, or check its cable and controller',
    zh: '{device} 在第 {offset} 字节处无法读取（{reason}）；请更换该磁盘、选择其他磁盘，或检查线缆和控制器',
  },
  'disk.slow': {
    number: 242,
    exit: 'machine',
    en: '{device} answered {done} of {count} short reads in {seconds} s: it fails, or its cable or controller does; choose another disk',
    zh: '{device} 在 {seconds} 秒内只完成了 {count} 次短读取中的 {done} 次：磁盘、线缆或控制器有故障；请选择其他磁盘',
  },
} as const satisfies Record<string, ProblemRow>;
