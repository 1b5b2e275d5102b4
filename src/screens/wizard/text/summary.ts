import type { TextRow } from './row.ts';

export const summaryTexts = {
  'summary.title': { en: 'Summary', zh: '摘要' },
  'summary.intro': {
    en: 'All answers. Enter on a line opens its page. Nothing was written yet.',
    zh: '全部回答。在某行按 Enter 打开对应页面；尚未写入任何数据。',
  },
  'summary.menu': { en: 'Answers', zh: '回答' },
  'summary.cloud-config': { en: 'Show the cloud-config', zh: '查看 cloud-config' },
  'summary.plan': { en: 'Show the plan', zh: '查看安装计划' },
  'summary.absent': {
    en: 'Not on the medium, so these units stay off: {what}',
    zh: '介质上没有以下程序，相应单元保持关闭：{what}',
  },
  'summary.wait': { en: 'the answers are being checked: one moment', zh: '正在检查回答，请稍候' },
  'summary.errors': {
    en: 'something is wrong: Enter on a line with ! opens the page that mends it',
    zh: '存在错误：在带 ! 的行按 Enter 打开相应页面进行修改',
  },
  'summary.side': { en: 'PgUp and PgDn scroll, Esc returns.', zh: 'PgUp、PgDn 翻页，Esc 返回。' },
  'cloud-config.title': { en: 'Cloud Config', zh: '云配置（cloud-config）' },
  'plan.title': { en: 'Plan', zh: '安装计划' },
  'save.title': { en: 'Save', zh: '保存' },
  'save.intro': {
    en: 'The answers become a file; no disk of this machine is touched.',
    zh: '将回答保存为文件；不会改动本机的任何磁盘。',
  },
  'save.menu': { en: 'Answer file', zh: '应答文件' },
  'save.yes': { en: 'Save {file}', zh: '保存 {file}' },
  'save.back': { en: 'Back to the summary', zh: '返回摘要' },
  'save.leave': { en: 'Leave', zh: '退出' },
  'save.done': {
    en: '{file} is saved. Only its owner may read it: it holds secrets.',
    zh: '{file} 已保存。其中含有机密，只有其所有者可以读取。',
  },
  'save.lost-comments': {
    en: 'It had to be written anew: the comments it had are gone.',
    zh: '该文件只能重新写出：原有的注释已丢失。',
  },
  'save.validate': { en: 'Check it:   cos-install validate {file}', zh: '检查：cos-install validate {file}' },
  'save.plan': {
    en: 'Its plan:   cos-install plan {file} --machine MACHINE.json',
    zh: '计划：cos-install plan {file} --machine MACHINE.json',
  },
  'save.place': {
    en: 'Use it:     in /answers on the medium or on a stick labelled COS-ANSWERS, as <serial>.yaml, <mac>.yaml or default.yaml',
    zh: '使用：放到介质的 /answers，或卷标为 COS-ANSWERS 的 U 盘，命名为 <serial>.yaml、<mac>.yaml 或 default.yaml',
  },
  'save.no-wipe': {
    en: 'It does not allow to erase the disk: without a person at it, it stops there.',
    zh: '它不允许清除磁盘：无人值守安装会在此之前停止。',
  },
} satisfies Readonly<Record<string, TextRow>>;
