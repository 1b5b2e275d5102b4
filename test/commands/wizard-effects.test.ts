import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Tools } from '../../src/commands/tools.ts';
import { wizardEffects } from '../../src/commands/wizard-effects.ts';
import type { Inventory } from '../../src/installer/inventory.ts';
import type { Previewed } from '../../src/installer/preview.ts';
import { RUN } from '../../src/installer/steps/places.ts';
import type { Machine } from '../../src/machine.ts';
import type { Message } from '../../src/screens/wizard/message.ts';
import { Secret } from '../../src/secret.ts';
import { recordedMachine } from '../machines.ts';
import { recordingMachine } from '../recording-machine.ts';

// The lock of the DHCP attempts in a folder of this test's own, in the place of /run.
vi.mock('../../src/installer/steps/places.ts', async (original: () => Promise<object>) => {
  const run = mkdtempSync(join(tmpdir(), 'cos-effects-run-'));
  return { ...(await original()), RUN: run };
});
afterAll(() => rmSync(RUN, { recursive: true }));

const HASH = `$6$saltsalt$${'h'.repeat(86)}`;
const inventory = recordedMachine('virtio-vm');
const changed: Inventory = {
  ...inventory,
  disks: inventory.disks.filter(({ serial }) => serial !== 'target'),
};

const document = {
  version: 1,
  role: 'controller',
  controller: {},
  system: { hostname: 'node1', password: 'open sesame 42' },
  network: { interface: { name: 'enp1s0' }, address: '192.168.122.171/24', gateway: '192.168.122.1' },
  disk: { target: { serial: 'target' } },
  install: { wipe: 'target' },
};

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'cos-effects-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

type World = {
  /** Sees each command before it is done. */
  readonly run?: (line: string) => Promise<void>;
  readonly files?: Readonly<Record<string, string>>;
  /** Asks its own network, which a recording does not have. */
  readonly live?: boolean;
};

/** The effects on a machine that may change. */
function effects({ run = async () => {}, files = {}, live = false }: World = {}) {
  const file = join(folder, 'machine.json');
  const be = (now: Inventory) => writeFileSync(file, JSON.stringify(now));
  be(inventory);
  const recording = recordingMachine({ outputs: { openssl: HASH }, files });
  const machine: Machine = {
    ...recording,
    run: async (argv, options) => {
      await run(argv.join(' '));
      return recording.run(argv, options);
    },
  };
  const { signal } = new AbortController();
  const tools: Tools = {
    machine,
    signal,
    stdin: process.stdin,
    stdout: process.stdout,
    print: () => {},
    complain: () => {},
  };
  const started: Previewed[] = [];
  const told: Message[] = [];
  const perform = wizardEffects({
    inventory,
    common: { output: 'text', ...(live ? {} : { machine: file }) },
    tools,
    console: {
      start: async (install) => {
        started.push(install);
      },
      watch: async () => {},
      abort: () => {},
    },
  });
  const ask = (request: Parameters<typeof perform>[0]) => perform(request, (message) => told.push(message));
  const shown = () => told.flatMap((message) => (message.kind === 'preview' ? [message.preview] : []));
  return { be, ask, told, shown, started, done: recording.done };
}

test('what was shown is carried out, with the keys that were drawn for it', async () => {
  const { ask, shown, started, done } = effects();
  await ask({ kind: 'preview', document });
  await ask({ kind: 'preview', document });
  await ask({ kind: 'install', document });
  expect(started.map(({ preview }) => preview)).toEqual([shown()[0]]);
  expect(started[0]?.ready?.plan.target.path).toBe('/dev/vda');
  expect(done.filter((line) => line.startsWith('openssl'))).toHaveLength(1);
});

test('on a machine that has changed since, nothing is carried out: what would be done now is shown', async () => {
  const { be, ask, shown, started } = effects();
  await ask({ kind: 'preview', document });
  be(changed);
  await ask({ kind: 'probe' });
  await ask({ kind: 'install', document });
  expect(started).toEqual([]);
  expect(shown().map(({ destroys }) => destroys.length)).toEqual([1, 0]);
  expect(shown()[1]?.problems.map(({ code }) => code)).toContain('disk.none-matches');
});

test('answers that were changed since are not carried out either', async () => {
  const { ask, started } = effects();
  await ask({ kind: 'preview', document });
  await ask({
    kind: 'install',
    document: { ...document, system: { hostname: 'node2', password_hash: HASH } },
  });
  expect(started).toEqual([]);
});

test('a machine that changes while its plan is being made: the plan is that of the machine as it is', async () => {
  const world = effects({
    run: async (line) => {
      if (!line.startsWith('openssl')) return;
      world.be(changed);
      await world.ask({ kind: 'probe' });
    },
  });
  await world.ask({ kind: 'preview', document });
  expect(world.shown().map(({ destroys }) => destroys)).toEqual([[]]);
});

test('answers are saved on a stick that was plugged in since', async () => {
  const { be, ask, told, done } = effects();
  const place = { volume: 'COS-ANSWERS' } as const;
  await ask({ kind: 'save', document, place });
  expect(told).toMatchObject([{ kind: 'saved', saved: { problem: { code: 'save.no-volume' } } }]);
  const [disk] = inventory.disks;
  if (!disk) throw new Error('no disk');
  be({ ...inventory, disks: [...inventory.disks, { ...disk, path: '/dev/sdz', label: 'COS-ANSWERS' }] });
  await ask({ kind: 'save', document, place });
  expect(told[1]).toMatchObject({ kind: 'saved', saved: { device: '/dev/sdz' } });
  expect(done.at(-1)).toMatch(/^umount /);
});

test('a password is hashed, and it is said which', async () => {
  const { ask, told } = effects();
  const password = new Secret('open sesame 42');
  await ask({ kind: 'hash', password });
  expect(told).toEqual([{ kind: 'hashed', password, hash: HASH }]);
});

test('an attempt at DHCP ends the one before it, also one that has not begun', async () => {
  const up = (link: string) => ({
    [`/sys/class/net/${link}/flags`]: '0x1003',
    [`/sys/class/net/${link}/carrier`]: '1',
  });
  const { ask, told, done } = effects({ live: true, files: { ...up('eno1'), ...up('eno2') } });
  await Promise.all(['eno1', 'eno2'].map((link) => ask({ kind: 'try-dhcp', link })));
  expect(told).toMatchObject([
    { link: 'eno1', outcome: { result: 'cancelled' } },
    { link: 'eno2', outcome: { result: 'failed', reason: 'dhcpcd: no offer' } },
  ]);
  expect(done.filter((line) => line.startsWith('dhcpcd'))).toHaveLength(1);
});
