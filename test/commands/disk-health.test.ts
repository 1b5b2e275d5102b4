import { describe, expect, test } from 'vitest';
import { NO_DISK } from './fitting-machine.ts';
import { cosInstall, RECORDED_INSTALL } from './program.ts';
import { canTry, NAMESPACE, recordedFiles } from './recorded.ts';

const { answers, machine } = recordedFiles();
const MACHINE = 'test/machines/md-lvm-leftovers.json';

describe.skipIf(!canTry())('the health of the target (needs root and mount namespaces)', () => {
  const install = (disk_health: string) =>
    cosInstall([answers({ wipe: 'target', disk_health }), '--machine', machine()], {
      through: [...NAMESPACE],
      program: RECORDED_INSTALL,
    });

  test('a target that cannot be read is warned about, and the plan begins', async () => {
    const { stdout } = await install('warn');
    expect(stdout).toContain(`disk.target: ${NO_DISK} cannot be read at byte 0 (ENOENT`);
    expect(stdout).toMatch(/\[W241\]\n[\s\S]*Check the installation medium/);
  });

  test('with "disk_health: refuse" it stops before the plan begins: exit code 4', async () => {
    const { code, stdout } = await install('refuse');
    expect(code).toBe(4);
    expect(stdout).toMatch(
      /\[E241\]\nNothing was written to any disk\.\nMore about it: cos-install explain E241\nThe log is in /,
    );
    expect(stdout).not.toContain('Check the installation medium');
  });
});

test('disks shows below each disk what its health is like', async () => {
  const { stdout } = await cosInstall(['disks', '--machine', MACHINE]);
  expect(stdout).toMatch(/^fits {5}\/dev\/sda .*\n {4}! \/dev\/sda fails its own health check \(SMART\)/m);
  const json = await cosInstall(['disks', '--machine', MACHINE, '--output', 'json']);
  expect(JSON.parse(json.stdout)[0].warnings.map(({ line }: { line: string }) => line.slice(-6))).toEqual([
    '[W230]',
    '[W231]',
    '[W233]',
  ]);
});
