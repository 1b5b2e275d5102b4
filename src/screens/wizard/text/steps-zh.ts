import type { StepState } from '../../../installer/progress.ts';
import type { Language } from '../../../problem.ts';

/** Titles of the plan's steps in Chinese; the English ones are the plan's own. */
export const stepsZh: Readonly<Record<string, string>> = {
  'check-medium': '检查安装介质',
  'prove-target': '再次检查 {device}',
  'keep-undo': '保留 {device} 的分区表和首尾内容',
  mark: '将 {device} 标记为未完成',
  'take-apart': '拆除 {device} 上的阵列和卷',
  wipe: '清除 {device} 上的旧签名',
  partition: '对 {device} 分区',
  'end-undo': '放弃 {device} 的原有内容',
  'write-usr': '将系统映像写入 USR-A 并读回',
  'write-esp': '将内核、initrd 和启动菜单写入 EFI-SYSTEM',
  'write-oem': '将内核参数写入 OEM',
  'write-root': '将用户数据和扩展写入 ROOT',
  'verify-files': '读回内核、配置和扩展',
  'prove-data': '再次检查数据磁盘',
  'keep-undo-data': '保留数据磁盘的分区表和首尾内容',
  'mark-data': '将数据磁盘标记为未完成',
  'take-apart-data': '拆除数据磁盘上的阵列和卷',
  'wipe-data': '清除数据磁盘上的旧签名',
  'end-undo-data': '放弃数据磁盘的原有内容',
  'partition-data': '对数据磁盘分区',
  'make-data': '在数据磁盘上建立容器的文件系统',
  'verify-data': '检查数据磁盘上的文件系统',
  'finish-data': '去除数据磁盘的未完成标记',
  'boot-bios': '写入 BIOS 引导代码',
  'boot-uefi': '使磁盘可由 UEFI 启动',
  'mark-complete': '在磁盘上标记节点已完成',
  'write-image': '将整盘镜像解压到 {device} 并读回',
  'fit-table': '使分区表适合磁盘',
  'write-configuration': '将用户数据写入 ROOT，内核参数写入 OEM',
  'verify-configuration': '读回用户数据和内核参数',
  'boot-disk': '使磁盘可启动',
  'keep-log': '在节点上保存日志',
  finish: '去除 {device} 的未完成标记',
};

/** What a step is called in a language. */
export function stepTitle(
  { id, title }: Pick<StepState, 'id' | 'title'>,
  device: string,
  language: Language,
): string {
  const zh = language === 'zh' ? stepsZh[id] : undefined;
  return zh?.replace('{device}', device) ?? title;
}
