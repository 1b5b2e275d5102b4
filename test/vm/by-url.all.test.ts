import { createServer } from 'node:http';
import { expect, test } from 'vitest';
import { stringify } from 'yaml';
import { receiver } from '../http/receiver.ts';
import { listening } from '../http/servers.ts';
import { sentence } from './console.ts';
import { sha256 } from './disks.ts';
import { PASSWORD } from './node.ts';
import { withVm } from './qemu.ts';
import { LIMITS, prepareStage, type Scenario, withMedium } from './scenario.ts';

/** A second card leads to this machine, which is 192.168.123.1 there; DHCP gives the address. */
const WAY = ['-netdev', 'user,id=way,net=192.168.123.0/24,host=192.168.123.1'];
const CARD = ['-device', 'virtio-net-pci,netdev=way,mac=52:54:00:00:01:96'];
const fromGuest = (url: string) => url.replace('127.0.0.1', '192.168.123.1');

const scenario: Scenario = {
  name: 'by-url',
  firmware: 'bios',
  as: 'cd',
  bus: 'virtio',
  number: 95,
  hostname: 'reported',
  address: '192.168.122.195',
  role: { role: 'controller', controller: { cluster_size: 1 } },
  network: { address: '192.168.122.195/24', gateway: '192.168.122.1' },
};

test('bad answers are reported as failed; by URL the machine is installed, and reported to the end', async () => {
  const first = await receiver();
  const report = { url: fromGuest(first.url) };
  const bad = { ...scenario, network: { ...scenario.network, gateway: '10.0.0.1' }, install: { report } };
  const stage = await prepareStage(bad);
  const second = await receiver();
  const answers = {
    version: 1,
    ...scenario.role,
    system: { hostname: scenario.hostname, password: PASSWORD, ntp_servers: ['192.168.122.1'] },
    network: { interface: { mac: stage.mac }, ...scenario.network },
    disk: { target: { serial: 'TARGET-1' } },
    install: {
      // The time server does not answer on QEMU's own network.
      ...{ wipe: 'target', on_success: 'stay', preflight: 'warn' },
      report: { url: fromGuest(second.url), hmac_key: 'a long random text' },
    },
  };
  const asked: (string | undefined)[] = [];
  const port = await listening(
    createServer(({ url }, response) => {
      asked.push(url);
      if (url === '/52-54-00-00-01-96.yaml') response.end(stringify(answers));
      else response.writeHead(404).end();
    }),
  );
  const untouched = await sha256(stage.disks[0]);
  await withVm({ ...withMedium(stage), more: [...WAY, ...CARD] }, async ({ console }) => {
    await console.waitFor(sentence('network.gateway: 10.0.0.1'), LIMITS.live);
    await console.waitFor(/Root shell:[^#]*#/, 120);
    expect(first.names()).toEqual(['started', 'failed answers']);
    expect(first.taken.at(-1)?.event).toMatchObject({ machine: { hostname: 'reported' } });
    expect(await sha256(stage.disks[0])).toBe(untouched);

    const words = `cos.answers=http://192.168.123.1:${port}/{mac}.yaml`;
    console.send(
      `sed "s|$| ${words}|" /proc/cmdline >/run/cmdline; mount --bind /run/cmdline /proc/cmdline\r`,
    );
    console.send('cos-install install; echo "exit: $?"\r');
    await console.waitFor(/answers: \S+52-54-00-00-01-96\.yaml: found/, LIMITS.boot);
    await console.waitFor(/COS is installed on \/dev\/vda/, LIMITS.install);
    await console.waitFor(/exit: 0/, 120);
  });
  expect(asked.filter((url) => url !== '/52-54-00-00-01-95.yaml')).toEqual(['/52-54-00-00-01-96.yaml']);
  const names = second.names();
  expect(names.slice(0, 2)).toEqual(['started', 'stage checks']);
  expect(names.slice(-2)).toEqual(['stage finish', 'succeeded']);
  expect(names).toContain('stage mark');
  const events = second.taken.map(({ event }) => event);
  expect(events.map(({ sequence }) => sequence)).toEqual(events.map((_, index) => index + 1));
  expect(events[0]?.machine.macs.toSorted()).toEqual([stage.mac, '52:54:00:00:01:96']);
});
