import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { marked } from '../../src/disk/not-finished.ts';
import { readAnswers } from '../../src/installer/answer-file.ts';
import type { Answers } from '../../src/installer/answers.ts';
import { finishedNode } from '../../src/installer/reinstall-guard.ts';
import { answersHash } from '../../src/installer/resolved.ts';
import { aContent, aDisk } from '../disk/fixtures.ts';
import { recordingMachine } from '../recording-machine.ts';

const OEM = '/run/cos-install/oem';
const node = aDisk({
  path: '/dev/vda',
  children: [aContent({ path: '/dev/vda6', partition_label: 'OEM', signature: 'ext4' })],
});

function answersFrom(text: string): Answers {
  const read = readAnswers(text, 'test.yaml');
  if ('problems' in read) throw new Error('not good');
  return read.answers;
}

const text = readFileSync('test/answers/minimal.yaml', 'utf8');
const answers = answersFrom(text);
const note = {
  version: '1.0.0',
  answers_hash: answersHash(answers),
  root_hash: 'r',
  kernel_arguments: ['root=UUID=x'],
};
const holding = (content: string) => recordingMachine({ files: { [`${OEM}/cos-installed.json`]: content } });

test('a disk made from the same answers is known, and left unmounted', async () => {
  const machine = holding(JSON.stringify(note));
  expect(await finishedNode(machine, node, answers)).toEqual(note);
  expect(machine.done).toEqual([`mount --mkdir --options ro /dev/vda6 ${OEM}`, `umount ${OEM}`]);
});

test('a node made of the image of a whole disk is known by its own note', async () => {
  const image = { image: 'cos.bin.bz2', checksum: 'sha1:00', answers_hash: answersHash(answers) };
  expect(await finishedNode(holding(JSON.stringify(image)), node, answers)).toEqual(image);
});

test.each([
  ['other answers', JSON.stringify({ ...note, answers_hash: 'other' })],
  ['a note that is cut off', JSON.stringify(note).slice(0, 40)],
  ['a note of another form', '{"version":"1.0.0"}'],
])('%s: the disk does not count', async (_, content) => {
  expect(await finishedNode(holding(content), node, answers)).toBeUndefined();
});

test('a disk without an OEM partition is not even mounted; one that cannot be mounted does not count', async () => {
  const machine = holding(JSON.stringify(note));
  expect(await finishedNode(machine, aDisk({ path: '/dev/vda' }), answers)).toBeUndefined();
  expect(machine.done).toEqual([]);
  const broken = recordingMachine({ fails: (line) => line.startsWith('mount') });
  expect(await finishedNode(broken, node, answers)).toBeUndefined();
});

test('a disk that is still marked as not finished does not count, whatever the note says', async () => {
  const disk = marked(Buffer.alloc(512), 'keep');
  const files = { [`${OEM}/cos-installed.json`]: JSON.stringify(note) };
  const machine = recordingMachine({ files, devices: { '/dev/vda': disk } });
  expect(await finishedNode(machine, node, answers)).toBeUndefined();
});

test('reinstall: true asks for a new one', async () => {
  const again = { ...answers, install: { ...answers.install, reinstall: true } };
  expect(await finishedNode(holding(JSON.stringify(note)), node, again)).toBeUndefined();
});
