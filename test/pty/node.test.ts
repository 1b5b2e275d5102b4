import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { commandLine, RECORDED_INSTALL } from '../commands/program.ts';
import { canTry } from '../commands/recorded.ts';
import { openPty, type Pty } from './pty.ts';

/** It has no medium, so that nothing can be installed on it. */
const MACHINE = 'test/machines/small-and-read-only.json';
const FLEET = `version: 1
fleet: rack7
defaults:
  role: agent
  agent: { controllers: ["172.0.0.9:80"], install_code: "8070" }
  system: { password: correct horse battery }
  network: { prefix: 24, gateway: 172.0.0.254 }
  disk: { target: { size: ">=20G" } }
  install: { wipe: target }
nodes:
  agent1: { address: 172.0.0.1, match: { mac: "52:54:00:00:02:01" } }
  agent2: { address: 172.0.0.2, match: { mac: "52:54:00:00:02:02" } }
`;

let file = '';
let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'cos-node-'));
  file = join(folder, 'fleet.yaml');
  writeFileSync(file, FLEET);
});
afterAll(() => rmSync(folder, { recursive: true }));

function install(): Pty {
  const alone = ['unshare', '--mount', 'sh', 'test/pty/private-run.sh'];
  return openPty(
    [...alone, ...commandLine([file, '--machine', MACHINE, '--log', `${file}.log`], RECORDED_INSTALL)],
    {
      term: 'vt220',
    },
  );
}

describe.skipIf(!canTry())('a machine that no node fits (as root, needs mount namespaces)', () => {
  test('asks on its console, and goes on as the node that is chosen', async () => {
    const pty = install();
    await pty.waitFor(
      /Which node is this\?[\s\S]*00:0d:b9:41:00:01[\s\S]*None of these[\s\S]*agent2 +agent +172\.0\.0\.2\/24/,
    );
    pty.send('\x1b[B\x1b[B\r');
    expect(await pty.exit).toEqual({ status: 5, restored: true });
    expect(readFileSync(`${file}.log`, 'utf8')).toContain('answers: this machine is agent2');
  });

  test('installs nothing when it is none of them', async () => {
    const pty = install();
    await pty.waitFor(/None of these/);
    pty.send('\r');
    expect(await pty.exit).toEqual({ status: 130, restored: true });
  });
});
