import type { TextRow } from './row.ts';

export const nodeTexts = {
  'node.title': { en: 'Which node is this?', zh: '这是哪个节点？' },
  'node.intro': {
    en: 'The fleet file has no node that fits this machine. The one that you choose is installed here, as its block says.',
    zh: '机群文件中没有与本机匹配的节点。您选择的节点将按其描述安装在本机上。',
  },
  'node.label': { en: 'Node', zh: '节点' },
  'node.known-by': { en: 'This machine could be known by:', zh: '本机可以这样识别：' },
  'node.none': { en: 'None of these: install nothing', zh: '都不是：不安装' },
} satisfies Readonly<Record<string, TextRow>>;
