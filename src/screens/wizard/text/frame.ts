import type { TextRow } from './row.ts';

/** What stands around every page: title, buttons, keys, questions. */
export const frameTexts = {
  'frame.title': { en: 'COS installer', zh: 'COS 安装程序' },
  'frame.step': { en: 'Step {step} of {steps}', zh: '第 {step} 步，共 {steps} 步' },
  'frame.keys': {
    en: 'F1 Help  Tab Next  Esc Back  Ctrl+C Abort  Ctrl+D Start again',
    zh: 'F1 帮助  Tab 下一项  Esc 返回  Ctrl+C 中止  Ctrl+D 重新开始',
  },
  'frame.back': { en: 'Back', zh: '返回' },
  'frame.next': { en: 'Next', zh: '下一步' },
  'frame.more': { en: 'more: PgUp PgDn', zh: '更多：PgUp PgDn' },
  'frame.small': {
    en: 'This screen is {columns}x{rows}; the wizard needs 80x24. Enlarge it, or write an answer file.',
    zh: '屏幕为 {columns}x{rows}，向导需要 80x24。请放大窗口，或编写应答文件。',
  },
  'frame.optional': { en: '(optional)', zh: '（可选）' },
  'frame.close': { en: 'Enter closes this.', zh: '按 Enter 关闭。' },
  'frame.example': { en: 'Example:', zh: '示例:' },
  'frame.key-help': {
    en: 'Keys: Tab, arrows: move. Space: select. Enter: accept. Esc: back, nothing typed is lost. PgUp, PgDn: scroll. Ctrl+L: redraw. Ctrl+C: abort. Ctrl+D: start again.\nOther keyboards: Ctrl+G or Esc 1 for F1, Ctrl+P and Ctrl+N for up and down, Ctrl+B and Ctrl+F for left and right, Ctrl+Y and Ctrl+V for PgUp and PgDn.',
    zh: '按键：Tab、方向键移动；空格选择；Enter 确认；Esc 返回，已输入内容不会丢失；PgUp、PgDn 翻页；Ctrl+L 重画；Ctrl+C 中止；Ctrl+D 重新开始。\n其他键盘：Ctrl+G 或 Esc 1 代替 F1，Ctrl+P、Ctrl+N 代替上下，Ctrl+B、Ctrl+F 代替左右，Ctrl+Y、Ctrl+V 代替 PgUp、PgDn。',
  },
  'abort.title': { en: 'Abort the installation?', zh: '中止安装？' },
  'abort.unwritten': {
    en: 'Nothing was written to any disk. The answers of this wizard are lost.',
    zh: '尚未写入任何磁盘。本向导中的回答将丢失。',
  },
  'abort.writing': {
    en: '{device} is being written: it will not boot, and its former contents are lost.',
    zh: '正在写入 {device}：它将无法启动，原有内容已丢失。',
  },
  'abort.leave': { en: 'Leave the wizard?', zh: '退出向导？' },
  'abort.unsaved': {
    en: 'What is not saved is lost; {file} stays as it is.',
    zh: '未保存的回答将丢失；{file} 保持不变。',
  },
  'abort.saved': { en: '{file} is saved.', zh: '{file} 已保存。' },
  'abort.yes': { en: 'Abort', zh: '中止' },
  'abort.no': { en: 'Go on', zh: '继续' },
  'restart.title': { en: 'Start the wizard again?', zh: '重新开始向导？' },
  'restart.text': { en: 'Everything that was typed is lost.', zh: '已输入的内容将全部丢失。' },
  'restart.yes': { en: 'Start again', zh: '重新开始' },
  'restart.no': { en: 'Stay', zh: '留在此处' },
  'ask.yes': { en: 'Go on', zh: '继续' },
  'ask.no': { en: 'Stay here', zh: '留在此页' },
} satisfies Readonly<Record<string, TextRow>>;
