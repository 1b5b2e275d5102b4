import { execFileSync } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { networkFiles } from '../../../src/network/files.ts';

const SCRIPT = new URL('../../../iso/rootfs/usr/lib/cos/free-card-names', import.meta.url).pathname;
/** The one device that every namespace has stands for a card; its number is 1. */
const CARD = 'lo';
const WANTED = '52:54:00:00:00:01';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'cos-card-names-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

function program(name: string, script: string): void {
  writeFileSync(join(folder, name), `#!/bin/sh\n${script}\n`);
  chmodSync(join(folder, name), 0o755);
}

/** What the script has ip(8) do on a node with one card, whose burnt-in address is `has`. */
function asked(pinned: { name: string; mac: string }, has: string): string {
  program('ethtool', `echo "Permanent address: ${has}"`);
  program('ip', 'echo "ip $*"');
  const network = { address: { method: 'dhcp' }, gateway: [], dns: [], search: [] } as const;
  for (const { name, content } of networkFiles({ ...network, card: pinned, on: 'card' }, 'permanent-mac'))
    if (name.endsWith('.link')) writeFileSync(join(folder, `10-${name}`), content);
  const inside = `mount -t tmpfs tmpfs /etc/systemd/network && cp ${folder}/10-* /etc/systemd/network/ && PATH=${folder}:$PATH exec ${SCRIPT}`;
  const stdout = execFileSync('unshare', ['--net', '--mount', 'sh', '-c', inside], { encoding: 'utf8' });
  return stdout.split('\n').find((line) => line.startsWith('ip ')) ?? '';
}

test('a card with the name of another one steps aside', () => {
  expect(asked({ name: CARD, mac: WANTED }, '52:54:00:00:00:02')).toBe(`ip link set dev ${CARD} name other1`);
});

test('the card that the name is for keeps it', () => {
  expect(asked({ name: CARD, mac: WANTED }, WANTED)).toBe('');
});

test('a name that nobody has is left alone', () => {
  expect(asked({ name: 'eno9', mac: WANTED }, '52:54:00:00:00:02')).toBe('');
});
