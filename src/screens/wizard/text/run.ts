import type { TextRow } from './row.ts';

export const runTexts = {
  'progress.title': { en: 'Installing', zh: '正在安装' },
  'progress.intro': {
    en: 'Do not switch off. Ctrl+C aborts and leaves a disk that does not boot.',
    zh: '请勿关机。按 Ctrl+C 中止，该磁盘将无法启动。',
  },
  'progress.log': { en: 'Log (PgUp, PgDn):', zh: '日志（PgUp、PgDn）：' },
  'progress.keys': {
    en: 'F1 Help  PgUp PgDn Log  Ctrl+C Abort  Ctrl+L Redraw',
    zh: 'F1 帮助  PgUp PgDn 日志  Ctrl+C 中止  Ctrl+L 重画',
  },
  'finished.title': { en: 'Installation {result}', zh: '安装{result}' },
  'finished.done': { en: 'Finished', zh: '完成' },
  'finished.failed': { en: 'Failed', zh: '未完成' },
  'finished.intro': { en: 'The installation is over.', zh: '安装已结束。' },
  'finished.keys': {
    en: 'F1 Help  Enter Choose  Ctrl+C Leave  Ctrl+D Start again',
    zh: 'F1 帮助  Enter 选择  Ctrl+C 退出  Ctrl+D 重新开始',
  },
  'finished.menu': { en: 'What now', zh: '下一步操作' },
  'finished.reboot': { en: 'Reboot', zh: '重新启动' },
  'finished.poweroff': { en: 'Power off', zh: '关机' },
  'finished.summary': { en: 'Back to the summary, with the same answers', zh: '返回摘要，保留全部回答' },
  'finished.again': { en: 'Start again from the first page', zh: '从第一页重新开始' },
  'finished.save': {
    en: 'Save the answers on a stick labelled COS-ANSWERS',
    zh: '将回答保存到标签为 COS-ANSWERS 的 U 盘',
  },
  'finished.save-node': { en: 'Save the answers on the node', zh: '将回答保存到节点上' },
  'finished.saved': {
    en: 'Saved as {file} on {device}.',
    zh: '回答已保存：{device} 上的 {file}。',
  },
  'finished.log': { en: 'Show the log', zh: '查看日志' },
  'finished.shell': { en: 'Root shell', zh: 'root 命令行' },
  'finished.installed': { en: 'COS is installed on {device}.', zh: 'COS 已安装到 {device}。' },
  'finished.nothing': { en: 'There was nothing to do.', zh: '无需任何操作。' },
  'finished.unwritten': { en: 'Nothing was written to any disk.', zh: '没有写入任何磁盘。' },
  'finished.no-result': {
    en: 'The installation on the other console ended without a result.',
    zh: '另一个控制台上的安装没有结果就结束了。',
  },
  'left.aborted': { en: 'Aborted. {what}', zh: '已中止。{what}' },
  'left.not-yet': { en: 'Nothing was written to {device} yet.', zh: '尚未向 {device} 写入任何数据。' },
  'left.unusable': {
    en: '{device} does not boot and its former contents are lost: install again.',
    zh: '{device} 无法启动，原有内容已丢失：请重新安装。',
  },
  'finished.command': { en: 'Command: {command}', zh: '命令：{command}' },
  'finished.exit-code': { en: 'Exit code {code}.', zh: '退出码 {code}。' },
  'finished.not-undone': {
    en: 'Not taken back: {title}: {reason}',
    zh: '未能撤销：{title}：{reason}',
  },
  'finished.cd': {
    en: 'The CD ({device}) is ejected at the restart: take it out, or it may start this installer again.',
    zh: '重新启动时会弹出光盘（{device}）：请取出，否则可能再次启动本安装程序。',
  },
  'finished.medium': {
    en: 'Pull the installation medium ({device}) when the machine restarts, or it may start this installer again.',
    zh: '机器重新启动时请拔出安装介质（{device}），否则可能再次启动本安装程序。',
  },
  'log.title': { en: 'Log', zh: '日志' },
  'log.intro': { en: 'PgUp and PgDn scroll, Esc returns.', zh: '按 PgUp、PgDn 翻页，按 Esc 返回。' },
} satisfies Readonly<Record<string, TextRow>>;
