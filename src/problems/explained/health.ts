import { diskHealthProblems } from '../disk-health.ts';
import { areaOf, type Extra, type Text } from './area.ts';

/** Where smartctl(8) shows what the sentence speaks of. */
function seen(en: string, zh = en) {
  const evidence: Text = {
    en: `\`smartctl -x DEVICE\` in the root shell: ${en}; or \`health\` of the disk in \`cos-install probe\`.`,
    zh: `在 root shell 中运行 \`smartctl -x DEVICE\`：${zh}；或查看 \`cos-install probe\` 中磁盘的 \`health\`。`,
  };
  return { severity: 'either', evidence } as const satisfies Extra;
}

const critical = seen('"Critical Warning"');
const read: Text = {
  en: '`dmesg` in the root shell (I/O errors, resets of the link), `smartctl -x DEVICE`.',
  zh: '在 root shell 中查看 `dmesg`（I/O 错误、链路复位）和 `smartctl -x DEVICE`。',
};

export const diskHealth = areaOf({
  title: { en: 'Health of disks', zh: '磁盘健康' },
  rows: diskHealthProblems,
  common: {
    cause: {
      en: 'The disk says so itself (SMART, NVMe health log), or a sample of 4 MiB read from all over it showed it.',
      zh: '由磁盘自身报告（SMART、NVMe 健康日志），或在全盘抽样读取 4 MiB 时发现。',
    },
    evidence: read,
    changed: {
      en: 'Nothing: the disk was only asked and read. As a warning (W) it stops nothing; with `install.disk_health: refuse` it is an error (E) and stops the installation before the first write.',
      zh: '没有任何更改：只查询并读取了磁盘。作为警告（W）不影响安装；写有 `install.disk_health: refuse` 时是错误（E），安装在首次写入之前停止。',
    },
    next: {
      en: 'Do what the sentence says. Everything that an installation writes is read back, but what the disk does later nobody can promise.',
      zh: '按句子所说处理。安装写入的内容都会读回校验，但无法保证磁盘以后的表现。',
    },
  },
  extra: {
    'disk.health-failing': seen('"SMART overall-health self-assessment"'),
    'disk.health-pending': seen('attribute 197, Current_Pending_Sector', '属性 197 Current_Pending_Sector'),
    'disk.health-uncorrectable': seen(
      'attributes 187 and 198, Reported_Uncorrect and Offline_Uncorrectable; of SAS disks the error counter log',
      '属性 187 Reported_Uncorrect 和 198 Offline_Uncorrectable；SAS 磁盘看错误计数日志',
    ),
    'disk.health-reallocated': seen(
      'attribute 5, Reallocated_Sector_Ct; of SAS disks the grown defect list',
      '属性 5 Reallocated_Sector_Ct；SAS 磁盘看增长缺陷表',
    ),
    'disk.health-media-errors': seen('"Media and Data Integrity Errors"'),
    'disk.health-worn': seen('"Percentage Used"'),
    'disk.health-spare': critical,
    'disk.health-temperature': critical,
    'disk.health-unreliable': critical,
    'disk.health-cache': critical,
    'disk.health-locked': {
      evidence: critical.evidence,
      changed: {
        en: 'Nothing was written: such a disk is always refused, whatever `install.disk_health` says.',
        zh: '没有写入任何数据：无论 `install.disk_health` 如何设置，此类磁盘总被拒绝。',
      },
    },
    'disk.unreadable': { severity: 'either' },
    'disk.slow': { severity: 'either' },
  },
});
