import { execFileSync } from 'node:child_process';
import { expect, onTestFinished, test, vi } from 'vitest';
import { saveAnswers } from '../../src/installer/save-answers.ts';
import { realMachine } from '../../src/machine.ts';
import { LoopDisk } from '../disk/loop-disk.ts';
import { recordedMachine } from '../machines.ts';

// The real mount(8) on a loop device.
vi.unmock('execa');

test('a write-protected stick is called so, and is not left mounted', async () => {
  const loop = new LoopDisk();
  loop.run(['mkfs.ext4', '-q', '-F', 'DISK']);
  const argv = ['--find', '--show', '--read-only', loop.file];
  const path = execFileSync('losetup', argv, { encoding: 'utf8' }).trim();
  onTestFinished(() => {
    execFileSync('losetup', ['--detach', path]);
  });
  const server = recordedMachine('nvme-server');
  const [first, ...others] = server.disks;
  if (!first) throw new Error('no disk');
  const stick = { ...first, path, label: 'COS-ANSWERS', mount_points: [], children: [] };
  const saved = await saveAnswers(
    { version: 1 },
    { volume: 'COS-ANSWERS' },
    { inventory: { ...server, disks: [stick, ...others] }, machine: realMachine },
  );
  expect(saved).toMatchObject({ problem: { code: 'save.read-only', args: { device: path } } });
  const { stdout } = await realMachine.run(['lsblk', '--noheadings', '--output', 'MOUNTPOINTS', path]);
  expect(stdout.trim()).toBe('');
});
