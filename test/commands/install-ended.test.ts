import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline/promises';
import { describe, expect, test } from 'vitest';
import { recordedMachine } from '../machines.ts';
import { commandLine, environment, RECORDED_INSTALL } from './program.ts';
import { canTry, eventsIn, NAMESPACE, recordedFiles } from './recorded.ts';

const { path, answers, machine } = recordedFiles();
/** 8 TiB: hours, even from memory. ext4 knows no larger file. */
const ENDLESS = 2 ** 43;
let media = 0;

/** Installs from a medium whose kernel is a hole of 8 TiB: reading it lasts until somebody ends it. */
function installForever(...more: string[]) {
  const point = path(`medium-${media++}`);
  const kernel = join(point, 'cos/vmlinuz');
  mkdirSync(join(point, 'cos'), { recursive: true });
  writeFileSync(kernel, '');
  truncateSync(kernel, ENDLESS);
  const { medium } = recordedMachine('virtio-vm');
  const { manifest } = medium ?? {};
  if (!medium || !manifest) throw new Error('the recording has no medium');
  const files = manifest.files.map((file) => ({
    ...file,
    ...(file.name === 'vmlinuz' ? { bytes: ENDLESS } : {}),
  }));
  const recording = machine({
    medium: { ...medium, mount_point: point, manifest: { ...manifest, files } },
  });
  const args = [answers({ wipe: 'target' }), '--machine', recording, '--output', 'json', ...more];
  const [program = '', ...rest] = [...NAMESPACE, ...commandLine(args, RECORDED_INSTALL)];
  return spawn(program, rest, { env: environment, stdio: ['ignore', 'pipe', 'inherit'] });
}

describe.skipIf(!canTry())('ended from outside, as root (needs mount namespaces)', () => {
  test.each([
    ['Ctrl+C', 'SIGINT'],
    ['Ctrl+C on another console', 'SIGUSR2'],
  ] as const)('%s ends it at once: exit code 130, with the state of the disk', async (_, signal) => {
    const child = installForever();
    const ended = once(child, 'close');
    const lines: string[] = [];
    for await (const line of createInterface(child.stdout)) {
      lines.push(line);
      if (line.includes('"event":"progress"')) child.kill(signal);
    }
    expect((await ended)[0]).toBe(130);
    expect(eventsIn(lines.join('\n')).slice(-3)).toMatchObject([
      {
        event: 'failed',
        failure: {
          message: 'Aborted during "Check the installation medium".',
          disk_state: 'untouched',
          exit_code: 130,
        },
      },
      { event: 'recorded' },
      { event: 'ended', exit_code: 130 },
    ]);
  });

  test('whoever reads its lines goes away: it is not cut off, and does not say that all is well', async () => {
    const log = path('unread.jsonl');
    const child = installForever('--log', log);
    const ended = once(child, 'close');
    for await (const line of createInterface(child.stdout)) if (line.includes('"event":"progress"')) break;
    child.stdout.destroy();
    expect((await ended)[0]).toBe(130);
    expect(eventsIn(readFileSync(log, 'utf8')).slice(-3)).toMatchObject([
      { event: 'failed' },
      { event: 'recorded' },
      { event: 'ended' },
    ]);
  });
});
