import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { lldpNeighbours } from '../../src/network/lldp.ts';
import { recordingMachine } from '../recording-machine.ts';
import { ROOT } from './image-root.ts';
import { lldpFrame } from './lldp-frame.ts';

const HEAR = resolve(import.meta.dirname, 'lldp.sh');
const NETWORK = resolve(import.meta.dirname, '../../iso/rootfs/usr/lib/systemd/network/90-cos-live.network');

const folder = mkdtempSync(join(tmpdir(), 'cos-lldp-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** What the image's networkctl prints of a switch. */
function heard(system: string, port: string): string {
  const frame = join(folder, 'frame');
  writeFileSync(frame, lldpFrame({ system, port }));
  const inside = ['--net', '--mount', '--pid', '--fork', '--kill-child', 'bash', HEAR, ROOT, NETWORK, frame];
  return execFileSync('unshare', inside, {
    encoding: 'utf8',
    stdio: 'pipe',
    timeout: 120_000,
    killSignal: 'SIGKILL',
  });
}

test.each([
  ['core-sw-1', 'Gi1/0/12', { system: 'core-sw-1', port: 'Gi1/0/12' }],
  ['a\u001b[2J"$(reboot)', '\u202ep', { system: 'a\\033[2J\\"$(reboot)', port: '\\342\\200\\256p' }],
])('a switch that calls itself %j is heard by a card of the live system', async (system, port, shown) => {
  const machine = recordingMachine({ outputs: { networkctl: heard(system, port) } });
  const neighbours = await lldpNeighbours(machine, new AbortController().signal);
  expect(Object.fromEntries(neighbours)).toEqual({ card: shown });
});
