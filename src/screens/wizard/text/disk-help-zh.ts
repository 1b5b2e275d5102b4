/** The schema's descriptions of the disk's keys in Chinese. */
export const diskHelpZh: Readonly<Record<string, string>> = {
  'disk.target': '安装系统的磁盘,其中的全部数据将被清除。各项条件合起来必须恰好符合一个磁盘。',
  'disk.target.serial': '序列号,与 cos-install probe 显示的相同;* 和 ? 代表任意字符。',
  'disk.target.size':
    '容量:>=100G、<=2T、范围 100G-2T、磁盘上标示的容量 480G(误差 1 %),或字节数。G = 10^9,Gi = 2^30。',
};
