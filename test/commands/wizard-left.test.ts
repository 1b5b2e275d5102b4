import { expect, test } from 'vitest';
import { left } from '../../src/commands/wizard-left.ts';
import type { Leave } from '../../src/commands/wizard-loop.ts';
import { EJECT_NOTE } from '../../src/installer/afterwards.ts';
import { EXIT } from '../../src/problem.ts';
import { cellsOf } from '../../src/screens/width.ts';
import type { Message } from '../../src/screens/wizard/message.ts';
import { recordedMachine } from '../machines.ts';
import { recordingMachine } from '../recording-machine.ts';
import { badEnd, goodEnd, goodStory, recordedEnd } from '../screens/story.ts';
import { start } from '../screens/wizard/driver.ts';

type Given = {
  readonly to?: Leave['to'];
  readonly medium?: string;
  readonly language?: 'en' | 'zh';
  readonly fails?: boolean;
};

/** What is printed and done when a wizard is left behind these messages. */
async function leave(
  messages: readonly Message[],
  { to = 'shell', medium, language = 'en', fails }: Given = {},
) {
  const inventory = recordedMachine('virtio-vm');
  const found =
    inventory.medium && medium !== undefined ? { ...inventory.medium, device: medium } : undefined;
  const wizard = start({ inventory: { ...inventory, medium: found }, language, canShowChinese: true });
  for (const message of messages) wizard.send(message);
  const lines: string[] = [];
  const machine = recordingMachine(fails ? { fails: (line) => line.startsWith('systemctl') } : {});
  const print = (line: string) => void lines.push(line);
  const code = await left({ kind: 'leave', to }, wizard.state(), { machine, print });
  return { lines, code, done: machine.done };
}

const events = (...stories: (typeof goodStory)[]) =>
  stories.flat().map((event) => ({ kind: 'event', event }) as const);
const again = { kind: 'key', key: { name: 'restart' } } as const;

test('before anything was installed: nothing was written', async () => {
  expect(await leave([])).toEqual({
    lines: ['Aborted. Nothing was written to any disk.'],
    code: EXIT.aborted,
    done: [],
  });
  expect((await leave([], { language: 'zh' })).lines).toEqual(['已中止。没有写入任何磁盘。']);
});

test('behind a failed installation: its result, also in Chinese', async () => {
  const { lines, code } = await leave(events(goodStory, badEnd));
  expect(lines.join('\n')).toContain('ERROR on Installing COS To Device /dev/sda: Write the system image');
  expect(lines.join('\n')).toContain('/dev/sda does not boot and its former contents are lost.');
  expect(code).toBe(6);
  const { lines: chinese } = await leave(events(goodStory, badEnd), { language: 'zh' });
  expect(chinese.join('\n')).toContain('/dev/sda 无法启动，原有内容已丢失。请重新安装。');
  expect(lines).toContain('More about it: cos-install explain E442');
  expect(chinese).toContain('详细说明：cos-install explain E442');
  expect(chinese).toContain('退出码 6。');
});

test('the disk that an installation left unusable is said when the wizard was begun again since', async () => {
  const { lines } = await leave([...events(goodStory, badEnd), again]);
  expect(lines).toEqual(['Aborted. /dev/sda does not boot and its former contents are lost: install again.']);
  const mended = await leave([...events(goodStory, badEnd, goodStory, goodEnd), again]);
  expect(mended.lines).toEqual(['Aborted. Nothing was written to any disk.']);
});

test('ended while another console installs', async () => {
  const { lines } = await leave(events(goodStory));
  expect(lines[0]).toMatch(/^Aborted\. \/dev\/sda is being written/);
});

test('a reboot from a CD has it ejected at its end; a stick cannot be', async () => {
  const done = events(goodStory, goodEnd);
  const cd = await leave(done, { to: 'reboot', medium: '/dev/sr0' });
  expect(cd).toEqual({
    lines: ['COS is installed on /dev/sda.'],
    code: 0,
    done: [`write ${EJECT_NOTE} 644 9`, 'systemctl reboot'],
  });
  expect((await leave(done, { to: 'poweroff', medium: '/dev/sdb' })).done).toEqual(['systemctl poweroff']);
  expect((await leave(done, { to: 'poweroff' })).done).toEqual(['systemctl poweroff']);
});

test('a machine that does not restart: what to do', async () => {
  const { lines, code } = await leave(events(goodStory, goodEnd), { to: 'reboot', fails: true });
  expect(lines.at(-1)).toMatch(/^The node is complete, but .* Restart the machine by hand\.$/);
  expect(code).toBe(0);
});

test('no line on the console is wider than 80 columns, and nothing of it is lost', async () => {
  const language = 'zh';
  const stories = events(goodStory, badEnd.slice(0, 1), [recordedEnd], badEnd.slice(1));
  for (const { lines } of [await leave(stories), await leave(stories, { language })]) {
    expect(lines.filter((line) => cellsOf(line) > 80)).toEqual([]);
    expect(lines.join('').replaceAll(' ', '')).toContain('cos-log-S64GNE0R800214-20261121T174500Z');
  }
});
