import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { ROOT } from '../../commands/program.ts';
import { CARD, type LiveSystem, startLiveSystem } from './live-system.ts';

vi.unmock('execa');

const PROGRAM = new URL('answers-program.ts', import.meta.url).pathname;
const SERVE = `require('http').createServer((q, r) => r.end('version: 1')).listen(80, () => console.log('up'))`;
const FILE = `70-${CARD}.network`;
const GENERATOR = '/usr/lib/systemd/systemd-network-generator';

const outsiders: ChildProcess[] = [];
let live: LiveSystem;

/** A server behind the cable that runs until the test ends; it is there once it has said something. */
async function serve(...argv: readonly string[]): Promise<void> {
  const stdio = ['ignore', 'pipe', 'pipe'] as const;
  const child = spawn('ip', ['netns', 'exec', live.far, ...argv], { stdio: [...stdio] });
  outsiders.push(child);
  await Promise.race([once(child.stdout, 'data'), once(child.stderr, 'data')]);
}

const fetched = (words: string) =>
  live.inside(process.execPath, PROGRAM, `cos.live=CDROM ${words}`, 'http://192.0.2.1/a.yaml');

describe.skipIf(process.getuid?.() !== 0)('the live system (as root)', () => {
  beforeAll(async () => {
    process.chdir(ROOT);
    live = await startLiveSystem();
    await live.outside('ip', 'address', 'add', '192.0.2.1/24', 'dev', 'port');
    await serve(process.execPath, '--eval', SERVE);
  }, 120_000);
  afterAll(() => live.close());
  afterEach(async () => {
    for (const child of outsiders.splice(1)) {
      child.kill('SIGKILL');
      await once(child, 'exit');
    }
  });
  afterAll(() => void outsiders.splice(0).map((child) => child.kill('SIGKILL')));

  test('with ip= the card has that address, and DHCP is asked nowhere', async () => {
    await live.inside(GENERATOR, '--', `ip=192.0.2.20::192.0.2.1:255.255.255.0::${CARD}:none`);
    // The medium's systemd (257) calls the file so; an older one says 90-.
    await live.inside('sh', '-c', `cd /run/systemd/network && mv -n *-${CARD}.network ${FILE}`);
    await live.inside('networkctl', 'reload');
    const said = await fetched(`ip=192.0.2.20::192.0.2.1:255.255.255.0::${CARD}:none`);
    expect(said).toMatch(/answers: http:\/\/192\.0\.2\.1\/a\.yaml: found\ntext: version: 1$/);
    expect(await live.inside('ip', '-4', 'address', 'show', CARD)).toContain('192.0.2.20/24');
    expect(await live.inside('ls', '/run/systemd/network')).not.toContain('dhcp');
    await live.inside('rm', `/run/systemd/network/${FILE}`);
    await live.inside('networkctl', 'reload');
  }, 120_000);

  test('without it the card asks by DHCP, and the file is there once an address is', async () => {
    const options = ['--no-daemon', '--conf-file=/dev/null', '--port=0', '--log-facility=-'];
    const lease = ['--interface=port', '--dhcp-range=192.0.2.50,192.0.2.60', '--dhcp-leasefile=/dev/null'];
    await serve('dnsmasq', ...options, ...lease);
    const said = await fetched('quiet');
    expect(said).toMatch(/^answers: attempt 1: .* there is no way to 192\.0\.2\.1 .*; again in 1 s\n/);
    expect(said).toMatch(/answers: http:\/\/192\.0\.2\.1\/a\.yaml: found\ntext: version: 1$/);
    expect(await live.inside('ip', '-4', 'address', 'show', CARD)).toMatch(/192\.0\.2\.5\d\/24/);
  }, 120_000);
});
