import type { TextRow } from './row.ts';

export const networkTestTexts = {
  'network-test.title': { en: 'Network Test', zh: '网络测试' },
  'network-test.intro': {
    en: 'The settings are tried on this machine, and taken back. No disk is touched.',
    zh: '在本机上试用这些设置，随后撤销；不会改动任何磁盘。',
  },
  'network-test.menu': { en: 'Test', zh: '测试' },
  'network-test.skip': { en: 'Go on without waiting', zh: '不再等待，继续' },
  'network-test.go-on': { en: 'Go on', zh: '继续' },
  'network-test.anyway': { en: 'Go on anyway', zh: '仍然继续' },
  'network-test.again': { en: 'Test again', zh: '重新测试' },
  'network-test.running': { en: 'Testing ... {seconds} s', zh: '正在测试…… {seconds} 秒' },
  'network-test.idle': { en: 'The network was not tested.', zh: '尚未测试网络。' },
  'network-test.passed': { en: 'Nothing failed.', zh: '没有失败的检查。' },
  'network-test.failed': {
    en: 'Failed: {count}. Enter on such a line opens the page that mends it.',
    zh: '失败：{count} 项。在相应行按 Enter 打开可修改的页面。',
  },
  'network-test.blocked': {
    en: 'The network was not tested: the answers do not fit yet.',
    zh: '未测试网络：回答尚有错误。',
  },
  'network-test.summary': { en: 'Network test, failed: {list}', zh: '网络测试失败：{list}' },
  'network-test.untested': { en: 'The network was not tested.', zh: '未测试网络。' },
} satisfies Readonly<Record<string, TextRow>>;
