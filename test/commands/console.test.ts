import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';

/** What a console of the live system says when the installer is this script. */
function consoleSays(installer: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'cos-console-'));
  copyFileSync('iso/rootfs/usr/lib/cos/console', join(folder, 'console'));
  const program = (name: string, text: string) =>
    writeFileSync(join(folder, name), `#!/bin/bash\n${text}\n`, { mode: 0o755 });
  program('cos-install', installer);
  program('check-medium', 'echo "checked: $1"');
  return execFileSync('bash', [join(folder, 'console')], {
    encoding: 'utf8',
    env: { PATH: `${folder}:/usr/bin:/bin`, HOME: folder },
    stdio: ['ignore', 'pipe', 'ignore'],
  });
}

test.each([
  ['is ended because a part of it cannot be read', 'kill -BUS $$'],
  ['cannot be started', 'exit 126'],
])('an installer that %s: the console says so and checks the medium', (_, installer) => {
  expect(consoleSays(installer)).toMatch(
    /^The installer cannot be read from the medium\..*\nchecked: \/run\/cos\/medium\n\nRoot shell: /,
  );
});

test.each(['exit 0', 'exit 5', 'exit 130'])('one that ends by itself (%s) has said how', (installer) => {
  expect(consoleSays(installer)).toMatch(/^\nRoot shell: exit or Ctrl\+D starts the installer again\./);
});
