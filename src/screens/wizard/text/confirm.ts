import type { TextRow } from './row.ts';

export const confirmTexts = {
  'confirm.title': { en: 'Last Confirm', zh: '最后确认' },
  'confirm.intro': {
    en: 'Nothing is written before Yes. Esc goes back, no answer is lost.',
    zh: '选择“是”之前不会写入磁盘。按 Esc 返回，已填写的内容不会丢失。',
  },
  'confirm.rehearsal': {
    en: 'The machine is a recording (--machine): nothing can be installed on it. "cos-install new FILE" makes an answer file for it.',
    zh: '该机器是记录（--machine），无法在其上安装。“cos-install new FILE”可为它生成应答文件。',
  },
  'confirm.question': {
    en: 'Are you sure to install COS on device {device} ?',
    zh: '确定要将 COS 安装到 {device} 吗？',
  },
  'confirm.type': { en: 'To confirm, type {form}:', zh: '请输入{form}进行确认：' },
  'confirm.typed': { en: 'Confirm', zh: '确认' },
  'confirm.help': {
    en: 'Which disk loses its data is said twice: chosen in a list, and named here. Compare the serial number with the label on the disk or its tray. Capital and small letters are the same, blanks do not count; more of the number than asked for is taken too, from a scanner for instance. Yes appears when it fits.',
    zh: '要清除的磁盘须确认两次：先在列表中选择，再在此处输入。请将序列号与磁盘或托架上的标签核对。不区分大小写，空格忽略；也可以输入更多位，例如用扫描枪。相符后才会出现“是”。',
  },
  'confirm.serial': {
    en: 'the last {characters} characters of its serial number',
    zh: '其序列号的最后 {characters} 个字符',
  },
  'confirm.serial-whole': { en: 'its whole serial number', zh: '其完整的序列号' },
  'confirm.size': { en: 'its size, number and unit', zh: '其容量（数字和单位）' },
  'confirm.wwn': {
    en: 'the last {characters} characters of its WWN {whole}',
    zh: '其 WWN {whole} 的最后 {characters} 个字符',
  },
  'confirm.wwn-whole': { en: 'its whole WWN {whole}', zh: '其完整的 WWN {whole}' },
  'confirm.link': {
    en: 'the last {characters} characters of its path {whole}',
    zh: '其路径 {whole} 的最后 {characters} 个字符',
  },
  'confirm.link-whole': { en: 'its whole path {whole}', zh: '其完整的路径 {whole}' },
  'confirm.name': { en: 'its name without /dev/', zh: '其名称（不含 /dev/）' },
  'confirm.missing': { en: '{device} is not confirmed: type {form}', zh: '尚未确认 {device}：请输入{form}' },
  'confirm.wrong': {
    en: 'this is not {device}: {form} must stand here. Is it the disk that you mean?',
    zh: '与 {device} 不符：应为{form}。请核对是否为您要使用的磁盘。',
  },
  'confirm.menu': { en: 'Install', zh: '安装' },
  'confirm.no': { en: 'No, go back to the summary', zh: '否，返回摘要' },
  'confirm.yes': {
    en: 'Yes, destroy all data on {device} and install',
    zh: '是，清除 {device} 上的全部数据并安装',
  },
} satisfies Readonly<Record<string, TextRow>>;
