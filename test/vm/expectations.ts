import { expect } from 'vitest';
import { sha256 } from './disks.ts';
import { builtManifest, type Facts, gatherFacts, partitions } from './facts.ts';
import { PASSWORD } from './node.ts';
import { LIMITS, type Stage } from './scenario.ts';

/** What holds for every installed node, whatever its role and hardware. */
export async function expectNode({ scenario, node }: Stage): Promise<Facts> {
  const facts = await gatherFacts(node, LIMITS.firstBoot);
  expect(facts).toMatchObject({
    // To systemd a node that waits for the rest of its cluster is starting.
    state: facts.alone === 'no' ? 'starting' : 'running',
    failed: '',
    hostname: scenario.hostname,
    resolves: '1',
    timezone: 'Asia/Shanghai',
    uid: '501',
    usr: builtManifest().usr.root_hash,
    usr_state: 'verified',
    user_data: '600 root',
    inst_opts: '600 root',
    ntp: expect.stringMatching(/^server 192\.168\.122\.1 iburst;/),
    tools: `cos-install ${builtManifest().version}`,
  });
  expect(facts.groups?.split(' ')).toEqual(expect.arrayContaining(['sudo', 'docker', 'systemd-journal']));
  expect(facts.cmdline).toContain('test.kept=yes');
  expect(facts.log).toContain('events.jsonl');
  expect(facts.addresses).toContain(` ${scenario.address}/24;`);
  expect(await partitions(node)).toEqual([
    '1 EFI-SYSTEM vfat',
    '2 BIOS-BOOT -',
    '3 USR-A squashfs',
    '4 USR-B -',
    '6 OEM ext4',
    '9 ROOT ext4',
  ]);
  return facts;
}

/** The password is nowhere on the node or in the log of its installation, and the log tells the story. */
export async function expectCleanLog({ node }: Stage): Promise<void> {
  const found = await node.sh(
    `grep -rl '${PASSWORD}' /var/log/cos-install /var/lib/coreos-install /etc || true`,
  );
  expect(found).toBe('');
  const events = (await node.sh('cat /var/log/cos-install/events.jsonl'))
    .split('\n')
    .map((line) => JSON.parse(line));
  expect(events.filter((e) => e.event === 'step-finished').map((e) => e.id)).toContain('write-usr');
}

/** Nothing on the other disk has changed. */
export async function expectStrangerUntouched({ disks: [, stranger], strangerBefore }: Stage): Promise<void> {
  expect(await sha256(stranger)).toBe(strangerBefore);
}
