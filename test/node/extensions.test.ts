import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { realMachine } from '../../src/machine.ts';
import { readNotes } from '../../src/node/note.ts';

const SCRIPT = new URL('../../iso/rootfs/usr/lib/cos/extensions', import.meta.url).pathname;
const NOTE = 'run/cos/status/extensions.json';
const ISSUE = 'run/issue.d/40-cos-extensions.issue';
let node = '';

beforeEach(() => {
  node = mkdtempSync(join(tmpdir(), 'cos-extensions-'));
  for (const folder of ['bin', 'var/lib/extensions', 'etc/cos'])
    mkdirSync(join(node, folder), { recursive: true });
});
afterEach(() => rmSync(node, { recursive: true }));

function copied(...names: readonly string[]): void {
  for (const name of names) writeFileSync(join(node, `var/lib/extensions/${name}.raw`), '');
}

/** Runs the script where systemd-sysext(8) says that these are merged. */
function look(merged: readonly string[] | 'none'): string {
  const json = JSON.stringify([
    { hierarchy: '/opt', extensions: 'none', since: null },
    { hierarchy: '/usr', extensions: merged, since: 1763784000000000 },
  ]);
  writeFileSync(join(node, 'bin/systemd-sysext'), `#!/bin/sh\necho '${json}'\n`, { mode: 0o755 });
  const { status, stderr } = spawnSync(SCRIPT, [node], {
    env: { PATH: `${node}/bin:/usr/bin:/bin` },
    encoding: 'utf8',
  });
  expect(status).toBe(0);
  return stderr;
}

const noted = () =>
  readNotes({
    readText: (path) =>
      path.endsWith('/extensions.json') ? realMachine.readText(join(node, NOTE)) : Promise.resolve(undefined),
  });

test('nothing is said where all are merged, and what was said goes', async () => {
  copied('cos-tools', 'zookeeper');
  expect(look(['cos-tools'])).not.toBe('');
  expect(existsSync(join(node, ISSUE))).toBe(true);
  expect(look(['cos-tools', 'zookeeper'])).toBe('');
  expect(await noted()).toEqual([]);
  expect(existsSync(join(node, ISSUE))).toBe(false);
});

test('one that systemd left out is named on the consoles and in the status', async () => {
  copied('cos-tools', 'glusterfs', 'zookeeper');
  look(['cos-tools', 'zookeeper']);
  const text = 'extension glusterfs is not merged: it does not fit this system or is damaged';
  expect(await noted()).toMatchObject([
    { thing: 'extensions', state: 'failed', text, do: 'journalctl -u systemd-sysext' },
  ]);
  expect(readFileSync(join(node, ISSUE), 'utf8')).toBe(`${text}\n\n`);
});

test('one that a service needs and that is not on the disk; also where nothing at all is merged', async () => {
  copied('cos-tools');
  writeFileSync(join(node, 'etc/cos/extensions'), 'glusterfs\nzookeeper\n');
  look(['cos-tools', 'zookeeper']);
  const missing = `extension glusterfs is missing: ${node}/var/lib/extensions/glusterfs.raw is not there`;
  expect(await noted()).toMatchObject([{ text: missing }]);
  expect(look('none').split('; ')).toHaveLength(3);
});
