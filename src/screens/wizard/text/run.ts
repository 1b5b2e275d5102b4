import type { TextRow } from './row.ts';

export const runTexts = {
  'progress.title': { en: 'Installing', zh: '正在安装' },
  'progress.intro': {
    en: 'Do not switch off. Ctrl+C aborts and leaves a disk that does not boot.',
    zh: '请勿关机。按 Ctrl+C 中止，该磁盘将无法启动。',
  },
  'finished.title': { en: 'Installation {result}', zh: '安装{result}' },
  'finished.done': { en: 'Finished', zh: '完成' },
  'finished.failed': { en: 'Failed', zh: '未完成' },
  'finished.intro': { en: 'The installation is over.', zh: '安装已结束。' },
  'finished.menu': { en: 'What now', zh: '下一步操作' },
  'finished.reboot': { en: 'Reboot (remove the medium)', zh: '重新启动（请取出安装介质）' },
  'finished.poweroff': { en: 'Power off', zh: '关机' },
  'finished.save': {
    en: 'Save the answers on a stick labelled COS-ANSWERS',
    zh: '将回答保存到标签为 COS-ANSWERS 的 U 盘',
  },
  'finished.log': { en: 'Show the log', zh: '查看日志' },
  'finished.shell': { en: 'Root shell', zh: 'root 命令行' },
  'log.title': { en: 'Log', zh: '日志' },
  'log.intro': { en: 'Esc returns.', zh: '按 Esc 返回。' },
} satisfies Readonly<Record<string, TextRow>>;
