import { expect, test } from 'vitest';
import { canTry } from '../../commands/recorded.ts';
import { CARD, type LiveSystem, startLiveSystem } from './live-system.ts';
import { asAgent, preflight } from './preflight.ts';

const PROGRAM = new URL('answers-program.ts', import.meta.url).pathname;
const SERVE = `require('http').createServer((q, r) => r.end('version: 1')).listen(80)`;
const GENERATOR = '/usr/lib/systemd/systemd-network-generator';
const FILE = `70-${CARD}.network`;
const FOUND = /answers: http:\/\/192\.0\.2\.1\/a\.yaml: found\ntext: version: 1\n$/;

/** A live system, and behind its cable a web server with an answer file. */
function site(name: string, use: (live: LiveSystem) => Promise<void>) {
  const one = canTry() ? test : test.skip;
  one(name, { timeout: 300_000 }, async () => {
    const live = await startLiveSystem();
    try {
      await live.outside('ip', 'address', 'add', '192.0.2.1/24', 'dev', 'port');
      live.serve(process.execPath, '--eval', SERVE);
      await use(live);
    } finally {
      await live.close();
    }
  });
}

/** What is said while the file is got by its URL. */
const fetched = ({ inside }: LiveSystem, words: string) =>
  inside(process.execPath, PROGRAM, `cos.live=CDROM ${words}`, 'http://192.0.2.1/a.yaml');
const addresses = ({ inside }: LiveSystem) => inside('ip', '-4', 'address', 'show', CARD);

site('with ip= the card has that address, and DHCP is asked nowhere', async (live) => {
  const word = `ip=192.0.2.20::192.0.2.1:255.255.255.0::${CARD}:none`;
  await live.inside(GENERATOR, '--', word);
  // The medium's systemd (257) calls the file so; an older one says 90-.
  await live.inside('sh', '-c', `cd /run/systemd/network && mv -n *-${CARD}.network ${FILE}`);
  await live.inside('networkctl', 'reload');
  expect(await fetched(live, word)).toMatch(FOUND);
  expect(await addresses(live)).toContain('192.0.2.20/24');
  expect(await live.inside('ls', '/run/systemd/network')).not.toContain('dhcp');
});

site('without it by DHCP, also after the settings of the node were tried on the same card', async (live) => {
  const options = ['--keep-in-foreground', '--conf-file=/dev/null', '--port=0', '--interface=port'];
  live.serve('dnsmasq', ...options, '--dhcp-range=192.0.2.50,192.0.2.60', '--dhcp-leasefile=/dev/null');
  const said = await fetched(live, 'quiet');
  expect(said).toMatch(/^answers: attempt 1: .* there is no way to 192\.0\.2\.1 .*; again in 1 s\n/);
  expect(said).toMatch(FOUND);
  expect(await addresses(live)).toMatch(/192\.0\.2\.5\d\/24/);

  await live.outside('ip', 'address', 'add', '192.168.122.1/24', 'dev', 'port');
  const tried = await preflight(live, asAgent());
  expect(tried.checks).toContainEqual(expect.objectContaining({ check: 'settings', result: 'passed' }));
  expect(tried.problems.map(({ code }) => code)).not.toContain('preflight.not-restored');
  expect(await fetched(live, 'quiet')).toMatch(FOUND);
  expect(await addresses(live)).toMatch(/192\.0\.2\.5\d\/24/);
});
