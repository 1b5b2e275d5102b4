import { expect, test } from 'vitest';
import type { InstallEvent } from '../../../src/installer/events.ts';
import { EXIT, error } from '../../../src/problem.ts';
import { previewDocument } from '../../../src/screens/wizard/preview-update.ts';
import { leavingLines } from '../../../src/screens/wizard/result.ts';
import { recordedMachine } from '../../machines.ts';
import { badEnd, goodEnd, goodStory, recordedEnd } from '../story.ts';
import { start, told } from './driver.ts';

const inventory = recordedMachine('nvme-server');
const chinese = { inventory, language: 'zh', canShowChinese: true } as const;

test('at the end the machine is looked at again, and what was shown before is void', () => {
  const wizard = start({ inventory });
  const preview = {
    problems: [],
    destroys: [{ device: '/dev/vda', sentence: 'All data is lost.' }],
    plan: [],
    user_data: [],
  };
  wizard.send({ kind: 'preview', document: previewDocument(wizard.state()), preview });
  told(wizard, goodStory);
  expect(wizard.state().preview).toBe(preview);
  told(wizard, badEnd);
  expect(wizard.requests.at(-1)).toEqual({ kind: 'probe' });
  expect(wizard.state().preview).toBeUndefined();
  wizard.press('escape');
  expect(wizard.state().page).toBe('finished');
});

test('after a failure: back to the summary with the same answers, or again from the first page', () => {
  const wizard = start({ inventory });
  wizard.goTo('role');
  wizard.press('down', 'enter');
  told(wizard, goodStory, badEnd);
  wizard.press('down', 'enter');
  expect(wizard.state().page).toBe('summary');
  expect(wizard.requests.at(-1)).toMatchObject({ kind: 'preview', document: { role: 'agent' } });
  wizard.goTo('finished');
  wizard.press('down', 'down', 'enter');
  expect(wizard.screen()).toContain('Start the wizard again?');
  wizard.press('tab', 'enter');
  expect(wizard.state()).toMatchObject({ page: 'welcome', values: {}, run: undefined });
});

test('a console that watched has no answers to go back to', () => {
  const wizard = start({ inventory });
  for (const event of [...goodStory, ...badEnd]) wizard.send({ kind: 'event', event });
  expect(wizard.screen()).toContain('Start again from the first page');
  expect(wizard.screen()).not.toContain('Back to the summary');
  expect(wizard.screen()).not.toContain('Save the answers');
});

test('leaving behind the end says what became of it', () => {
  const wizard = told(start({ inventory }), goodStory, badEnd);
  wizard.press('abort');
  expect(wizard.screen()).toContain('Leave the wizard?');
  expect(wizard.screen()).toContain('/dev/sda does not boot and its former contents are lost');
});

test('where the log of a failure is: on the last page, in the log, on the console that is left', () => {
  const [failed, ended] = badEnd;
  if (failed?.event !== 'failed' || !ended) throw new Error('no failure in the story');
  const { command: _, output: __, ...short } = failed.failure;
  const wizard = told(start(chinese), goodStory, [{ ...failed, failure: short }, recordedEnd, ended]);
  expect(wizard.screen()).toContain('日志在 /run/cos-install/log');
  expect(wizard.screen()).toContain('cos-log-S64GNE0R800214-20261121T174500Z');
  expect(wizard.state().run?.log.at(-1)).toContain('日志在 /run/cos-install/log');
  expect(leavingLines(wizard.state()).at(-1)).toBe('用 "cos-install report" 生成一个可发送的文件。');
});

test.each([
  ['/dev/sr0', 'The CD (/dev/sr0) is ejected at the restart'],
  ['/dev/sdb', 'Pull the installation medium (/dev/sdb) when the machine restarts'],
])('a medium in %s: %s', (device, sentence) => {
  const medium = inventory.medium && { ...inventory.medium, device };
  const wizard = told(start({ inventory: { ...inventory, medium } }), goodStory, goodEnd);
  expect(wizard.screen()).toContain(sentence);
});

test('what was saved, or why it was not, is said in the language', () => {
  const wizard = told(start(chinese), goodStory, goodEnd);
  wizard.send({ kind: 'saved', saved: { file: 'default.yaml', device: '/dev/sdz1' } });
  expect(wizard.screen()).toContain('回答已保存：/dev/sdz1 上的 default.yaml。');
  wizard.send({ kind: 'saved', saved: { problem: error('save.full', '', { device: '/dev/sdz1' }) } });
  expect(wizard.screen()).toContain('/dev/sdz1 已满');
});

const time = new Date(0).toISOString();
const lost: InstallEvent = { time, event: 'ended', exit_code: EXIT.unexpected };
const undo: InstallEvent = { time, event: 'undo', id: 'partition', message: 'umount: busy', failed: true };

test('another console that was lost while it wrote; a step that could not be taken back', () => {
  expect(told(start({ inventory }), goodStory, [lost]).screen()).toContain('ended without a result');
  expect(told(start({ inventory }), goodStory, [lost]).screen()).toContain('/dev/sda does not boot');
  const screen = told(start(chinese), goodStory, [undo], badEnd).screen();
  expect(screen).toContain('未能撤销：对 /dev/sda 分区：umount: busy');
});
