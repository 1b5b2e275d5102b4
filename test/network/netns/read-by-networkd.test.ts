import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { expect, test } from 'vitest';
import { type NetworkFile, type NodeNetwork, networkFiles } from '../../../src/network/files.ts';

const SCRIPT = new URL('read-by-networkd.sh', import.meta.url).pathname;

/** What networkd complains about when it reads these files, until it has read them all. */
async function complaints(files: readonly NetworkFile[]): Promise<string[]> {
  const folder = mkdtempSync(join(tmpdir(), 'cos-networkd-'));
  for (const { name, content } of files) writeFileSync(join(folder, `10-${name}`), content);
  const options = ['--net', '--mount', '--pid', '--fork', '--kill-child', '--mount-proc'];
  const reader = spawn('unshare', [...options, SCRIPT, folder], { stdio: ['ignore', 'pipe', 'inherit'] });
  const ended = once(reader, 'exit');
  const said: string[] = [];
  let isRead = false;
  for await (const line of createInterface({ input: reader.stdout })) {
    if (line.includes('/etc/systemd/network/') && !line.includes('Configuring with')) said.push(line);
    isRead = line.includes('Enumeration completed');
    if (isRead) break;
  }
  reader.kill('SIGKILL');
  await ended;
  rmSync(folder, { recursive: true });
  expect(isRead, 'networkd came as far as the links').toBe(true);
  return said;
}

const CARDS = [
  { name: 'eno1', mac: '52:54:00:00:00:01' },
  { name: 'eno2', mac: '52:54:00:00:00:02' },
] as const;
const STATIC = {
  card: CARDS[0],
  address: { method: 'static', cidrs: ['192.168.122.170/24', '2001:db8:1::170/64', '10.9.9.9/32'] },
  gateway: ['169.254.1.1', 'fe80::1'],
  dns: ['192.168.122.1', '2001:db8:1::53'],
  search: ['a.example', 'b.example'],
} as const;
const DHCP = {
  card: CARDS[0],
  address: { method: 'dhcp' },
  gateway: [],
  dns: ['192.0.2.53'],
  search: [],
} as const;

const MODES = [undefined, 'active-backup', '802.3ad'] as const;
const networks: NodeNetwork[] = MODES.flatMap((mode) =>
  [undefined, 100].flatMap((vlan) =>
    (['card', 'br0'] as const).map((on, index) => ({
      ...(index === 0 ? STATIC : DHCP),
      ...(mode ? { bond: { mode, members: CARDS } } : {}),
      vlan,
      on,
      mtu: 1400,
    })),
  ),
);

test.each(
  networks.map(
    (network) => [network.bond?.mode ?? 'a card', network.vlan ?? '-', network.on, network] as const,
  ),
)('%s, VLAN %s, address on %s: every line is understood', async (_mode, _vlan, _on, network) => {
  expect(await complaints(networkFiles(network, 'permanent-mac'))).toEqual([]);
});

test('a line that is not understood is seen', async () => {
  const files = networkFiles({ ...STATIC, on: 'br0', vlan: 100 }, 'permanent-mac');
  const spoiled = files.map((file) => ({ ...file, content: `${file.content}Spoiled=yes\n` }));
  const said = await complaints(spoiled);
  const named = said.map((line) => /network\/10-(\S+?):\d+: .*Spoiled/.exec(line)?.[1]);
  expect([...new Set(named)].toSorted()).toEqual(spoiled.map(({ name }) => name).toSorted());
});
