import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { stringify } from 'yaml';
import type { Console } from './console.ts';
import { sha256 } from './disks.ts';
import { Lan } from './lan.ts';
import { PASSWORD } from './node.ts';
import { type Vm, withVm } from './qemu.ts';
import {
  LIMITS,
  prepareStage,
  type Scenario,
  type Stage,
  switchOff,
  withMedium,
  withoutMedium,
} from './scenario.ts';

const SITE = '2001:db8:122::1';
const ADDRESS = '2001:db8:122::60';
const PORT = 8022;

function scenarioOf(name: string, number: number, lan: Lan): Scenario {
  return {
    name,
    firmware: 'bios',
    as: 'cd',
    bus: 'virtio',
    number,
    lan,
    hostname: name,
    address: ADDRESS,
    role: {},
    network: {},
    byHand: true,
  };
}

/** A site with a router, name and time servers, and answers by HTTP; there is no DHCP server. */
function openSite(folder: string): Lan {
  const lan = new Lan('site', '192.168.122.1/24');
  for (const address of [`${SITE}/64`, 'fe80::1/64'])
    lan.ip('address', 'add', address, 'dev', 'switch', 'nodad');
  const name = [
    '--address=/site.test/192.168.122.1',
    '--no-resolv',
    '--no-hosts',
    '--pid-file=',
    '--user=root',
  ];
  lan.serve('dnsmasq', '--keep-in-foreground', '--conf-file=/dev/null', ...name);
  const time = ['local stratum 1', 'allow all', 'cmdport 0', `pidfile ${folder}/chronyd.pid`];
  lan.serve('chronyd', '-d', '-x', '-u', 'root', ...time);
  lan.serve('python3', '-m', 'http.server', '--bind', '192.168.122.1', '--directory', folder, String(PORT));
  return lan;
}

function answersOf({ mac, scenario, key }: Stage): string {
  return stringify({
    version: 1,
    role: 'controller',
    controller: { cluster_size: 1 },
    system: {
      hostname: scenario.hostname,
      password: PASSWORD,
      ssh_authorized_keys: [key.publicKey],
      ntp_servers: [SITE],
    },
    network: { interface: { mac }, address: `${ADDRESS}/64`, gateway: 'fe80::1', dns: [SITE] },
    disk: { target: { serial: 'TARGET-1' } },
    install: { wipe: 'target', on_success: 'poweroff' },
  });
}

/** Types words behind the first entry's in GRUB's editor: its lines are the title, an empty one, `start ""`. */
async function typeInGrub(console: Console, words: string): Promise<void> {
  await console.waitFor(/Install COS/, LIMITS.live);
  console.send('e');
  await console.waitFor(/setparams/, 60);
  console.send('\x0e\x0e\x05\x08');
  console.send(`${words}"`);
  await console.waitFor(new RegExp(RegExp.escape(words.slice(-10))), 60);
  console.send('\x18');
}

async function installByUrl(vm: Vm, host: number, name: string): Promise<void> {
  const words = [
    `ip=192.168.122.${host}::192.168.122.1:255.255.255.0:::none`,
    `cos.answers=http://192.168.122.1:${PORT}/${name}.yaml`,
  ];
  await typeInGrub(vm.console, words.join(' '));
  await vm.console.waitFor(/answers: \S+\.yaml: found/, LIMITS.live);
}

test('without DHCP: words typed in GRUB lead to the answers; the node has IPv6 only; its address is not given away twice', async () => {
  const folder = join('build/vm/site-files');
  mkdirSync(folder, { recursive: true });
  const lan = openSite(folder);
  try {
    const first = await prepareStage(scenarioOf('site-first', 61, lan));
    const second = await prepareStage(scenarioOf('site-second', 62, lan));
    for (const stage of [first, second])
      writeFileSync(join(folder, `${stage.scenario.name}.yaml`), answersOf(stage));
    await withVm(withMedium(first, true), async (vm) => {
      await installByUrl(vm, 61, 'site-first');
      await vm.console.waitFor(/COS is installed on \/dev\/vda/, LIMITS.install);
      await vm.powerOff(LIMITS.off);
    });
    await withVm(withoutMedium(first), async (vm) => {
      await vm.console.waitFor(/site-first login:/, LIMITS.firstBoot);
      expect(await first.node.ready(LIMITS.firstBoot)).toBe('running');
      const addresses = await first.node.sh(
        "ip -brief address show scope global | grep -v ^docker0 | awk '{print $3}'",
      );
      expect(addresses).toBe(`${ADDRESS}/64`);
      expect(await first.node.sh('getent ahosts site.test | head -n 1')).toContain('192.168.122.1');
      const before = await sha256(second.disks[0]);
      await withVm(withMedium(second, true), async (other) => {
        await installByUrl(other, 62, 'site-second');
        await other.console.waitFor(new RegExp(`${ADDRESS}[\\s\\S]*${first.mac}`), LIMITS.install);
        await other.console.waitFor(/Nothing was written to any disk/, LIMITS.install);
      });
      expect(await sha256(second.disks[0])).toBe(before);
      await switchOff(vm, first.node);
    });
  } finally {
    lan.close();
  }
});
