import { expect, test } from 'vitest';
import { startLanguage } from '../../src/commands/start-language.ts';

test.each([
  ['', true, 'en', undefined],
  ['console=ttyS0 cos.lang=zh quiet\n', true, 'zh', undefined],
  ['cos.lang=en', true, 'en', undefined],
  ['cos.lang=en', false, 'en', undefined],
  ['cos.lang=zh', false, 'en', 'wizard.no-chinese'],
  ['cos.lang=fr', true, 'en', 'wizard.unknown-language'],
  ['cos.lang=', true, 'en', 'wizard.unknown-language'],
  ['xcos.lang=zh', true, 'en', undefined],
] as const)('%j, Chinese can be shown: %s: %s', (line, shows, language, code) => {
  const start = startLanguage(line, shows);
  expect({ language: start.language, code: start.notice?.code }).toEqual({ language, code });
});

test('an unknown value is said as it was written, without what a terminal would take for an order', () => {
  const { notice } = startLanguage(`cos.lang=\u001b[2J${'x'.repeat(50)}`, true);
  expect(notice?.args).toEqual({ value: `?[2J${'x'.repeat(16)}` });
});
