import { execFileSync } from 'node:child_process';
import { resolve } from 'node:path';
import { expect, test } from 'vitest';

const NAMESPACE = 'test/node/names/name-server.sh';
const PROGRAM = 'test/node/names/ask-program.ts';

test('names of the cluster are answered by the node, all others by the site, and what is removed is gone', () => {
  const inside = [
    '--net',
    '--mount',
    '--pid',
    '--fork',
    '--kill-child',
    'sh',
    NAMESPACE,
    process.execPath,
    PROGRAM,
  ];
  const env = { ...process.env, SKYDNS: resolve('iso/rootfs/usr/lib/cos/skydns') };
  const stdout = execFileSync('unshare', inside, { encoding: 'utf8', env });
  expect(JSON.parse(stdout)).toEqual({
    elsewhere: '203.0.113.7',
    before: 'ENOTFOUND',
    web: '192.168.122.200',
    underscore: '192.168.122.201',
    unknown: 'ENOTFOUND',
    reverse: 'web.csphere.local',
    moved: '192.168.122.209',
    removed: 'ENOTFOUND',
  });
});
