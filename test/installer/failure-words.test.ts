import { expect, test } from 'vitest';
import { failureAdvice, failureMessage } from '../../src/installer/failure-words.ts';
import { EXIT, error } from '../../src/problem.ts';

const problems = [error('step.medium', '', { reason: 'EIO' })];
const early = { problems, exit_code: EXIT.medium, device: '/dev/sda', disk_state: 'untouched' } as const;
const late = {
  ...early,
  problems: [error('step.writing', '', { reason: 'EIO' })],
  exit_code: EXIT.write,
  disk_state: 'unusable',
} as const;

test.each([
  [
    'en',
    early,
    'Step: the medium cannot be read, or is damaged: EIO [E440]',
    'Nothing was written to /dev/sda. Mend the cause and start again.',
  ],
  [
    'en',
    late,
    'ERROR on Installing COS To Device /dev/sda: Step: writing failed: EIO [E442]',
    '/dev/sda does not boot and its former contents are lost. Start the installation again.',
  ],
  [
    'zh',
    early,
    'Step：介质无法读取或已损坏：EIO [E440]',
    '没有向 /dev/sda 写入任何数据。请排除原因后重新开始。',
  ],
  [
    'zh',
    { ...late, problems: [error('step.reading-back', '', { reason: 'EIO' })], exit_code: EXIT.verify },
    'ERROR on Installing COS To Device /dev/sda：Step：读回校验失败：EIO [E443]',
    '/dev/sda 无法启动，原有内容已丢失。读回的内容与写入的不同：请检查线缆和控制器，或更换磁盘。',
  ],
  [
    'zh',
    { ...late, exit_code: EXIT.aborted },
    '在“Step”时中止。',
    '/dev/sda 无法启动，原有内容已丢失。请重新安装。',
  ],
  [
    'zh',
    { ...early, data_disk: { device: '/dev/sdb', disk_state: 'untouched' } },
    'Step：介质无法读取或已损坏：EIO [E440]',
    '没有向 /dev/sda、/dev/sdb 写入任何数据。请排除原因后重新开始。',
  ],
  [
    'zh',
    { ...late, data_disk: { device: '/dev/sdb', disk_state: 'unusable' } },
    'ERROR on Installing COS To Device /dev/sda：Step：写入失败：EIO [E442]',
    '/dev/sda 无法启动，原有内容已丢失。请重新安装。/dev/sdb 的原有内容也已丢失。',
  ],
  [
    'en',
    { ...late, restorable: true },
    'ERROR on Installing COS To Device /dev/sda: Step: writing failed: EIO [E442]',
    '/dev/sda does not boot now; what it was can still be put back: cos-install restore-table /dev/sda.',
  ],
] as const)('%s: what happened and what to do (%o)', (language, facts, message, advice) => {
  expect(failureMessage(facts, 'Step', language)).toBe(message);
  expect(failureAdvice(facts, language)).toBe(advice);
});

test('what a person can mend is said in that language too', () => {
  const busy = [error('disk.became-busy', '/dev/sda', { holder: '/srv' })];
  expect(failureMessage({ ...early, problems: busy }, 'Step', 'zh')).toContain('选定之后被占用：/srv');
});
