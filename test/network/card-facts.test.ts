import { readFileSync } from 'node:fs';
import { afterEach, expect, test, vi } from 'vitest';
import type { Machine } from '../../src/machine.ts';
import { linkSchema } from '../../src/network/link.ts';
import { probeLinks } from '../../src/network/probe.ts';
import { type Behaviour, recordingMachine } from '../recording-machine.ts';

const recorded = (name: string) => readFileSync(new URL(`recorded/${name}`, import.meta.url), 'utf8');
const INFO = recorded('ethtool-driver.txt');
const SETTINGS = recorded('ethtool.json');

afterEach(() => void vi.useRealTimers());

/** So many cards: all have hardware, the first has a cable. */
function cards(many: number): Required<Pick<Behaviour, 'files' | 'outputs'>> {
  const names = Array.from({ length: many }, (_, at) => `eno${at + 1}`);
  const files = names.flatMap((name, at) => {
    const here = `/sys/class/net/${name}`;
    const mac = `b0:26:28:1e:00:${(at + 1).toString(16).padStart(2, '0')}`;
    return [
      [`${here}/type`, '1'],
      [`${here}/address`, mac],
      [`${here}/addr_assign_type`, '0'],
      [`${here}/device/uevent`, 'DRIVER=igb'],
      [`${here}/carrier`, at === 0 ? '1' : '0'],
      [`${here}/speed`, at === 0 ? '1000' : '-1'],
      [`${here}/duplex`, 'half'],
    ];
  });
  const places = names.map((name, at) => `${name}\t../../devices/pci0000:00/0000:00:${at}.0/net/${name}\n`);
  return { files: Object.fromEntries(files), outputs: { find: places.join('') } };
}

/** A machine with so many cards, and what its programs print. */
function machine(many: number, outputs: Record<string, string> = {}, more: Partial<Behaviour> = {}) {
  const made = cards(many);
  return recordingMachine({
    ...more,
    files: { ...made.files, ...more.files },
    outputs: { ...made.outputs, ...outputs },
  });
}

const answers = { 'ethtool --driver eno1': INFO, 'ethtool --json eno1': SETTINGS };

test('firmware, bus and the fastest speed are what the driver says', async () => {
  const { links, findings } = await probeLinks({ machine: machine(1, answers) });
  expect(links).toMatchObject([
    {
      firmware: '1.63, 0x800009fa',
      bus_info: '0000:19:00.0',
      max_speed_mbit: 10_000,
      speed_mbit: 1000,
      duplex: 'half',
    },
  ]);
  expect(findings).toEqual([]);
  for (const link of links) linkSchema.parse(link);
});

test.each([
  [
    'a driver that knows nothing',
    'firmware-version: N/A\nbus-info: \n',
    '[ { "supported-link-modes": [ ] } ]',
  ],
  ['one that prints nothing', '', ''],
])('%s: the facts are left out, and that is no finding', async (_, info, settings) => {
  const outputs = { 'ethtool --driver eno1': info, 'ethtool --json eno1': settings };
  const { links, findings } = await probeLinks({ machine: machine(1, outputs) });
  expect(links[0]).toMatchObject({ name: 'eno1', speed_mbit: 1000 });
  expect([links[0]?.firmware, links[0]?.bus_info, links[0]?.max_speed_mbit]).toEqual([
    undefined,
    undefined,
    undefined,
  ]);
  expect(findings).toEqual([]);
});

test('firmware that speaks to the terminal is escaped', async () => {
  const outputs = { 'ethtool --driver eno1': 'firmware-version: \u001b[2J9\n' };
  const { links } = await probeLinks({ machine: machine(1, outputs) });
  expect(links[0]?.firmware).toBe('\\u{1b}[2J9');
});

test('an ethtool that does not fit prints its help and fails: no finding, no facts', async () => {
  const broken = machine(1, answers, { fails: (line) => line.startsWith('ethtool') });
  const { links, findings } = await probeLinks({ machine: broken });
  expect(links).toMatchObject([{ name: 'eno1', speed_mbit: 1000, firmware: undefined }]);
  expect(findings).toEqual([]);
});

test('what is no JSON is a finding that names the card, and the card is still there', async () => {
  const outputs = { ...answers, 'ethtool --json eno1': '[ {', networkctl: '{"Neighbors":3}' };
  const { links, findings } = await probeLinks({ machine: machine(1, outputs) });
  expect(links).toMatchObject([{ name: 'eno1', speed_mbit: 1000 }]);
  expect(findings.toSorted()).toEqual([
    'eno1: printed something else than its JSON',
    'networkctl: printed something else than its JSON',
  ]);
});

test('the switch on the cable is named, in text that is printable', async () => {
  const { links } = await probeLinks({ machine: machine(4, { networkctl: recorded('lldp.json') }) });
  expect(links.map(({ name, lldp }) => [name, lldp])).toEqual([
    ['eno1', { system: 'core-sw-1', port: 'Gi1/0/12' }],
    ['eno2', { system: 'evil\\u{1b}[2J\\u{202e}\\033$(reboot)', port: '\\033[31mp' }],
    ['eno3', undefined],
    ['eno4', { system: '02:11:22:33:44:88' }],
  ]);
});

test.each([
  ['BOOT_IMAGE=vmlinuz BOOTIF=01-b0-26-28-1e-00-02 quiet\n', ['eno2']],
  ['BOOTIF=B0-26-28-1E-00-01', ['eno1']],
  ['BOOTIF=01-b0-26-28-1e-00-77', []],
  ['XBOOTIF=01-b0-26-28-1e-00-02', []],
  ['BOOTIF=$(reboot)', []],
  ['', []],
])('started with %j: the card it was started over is %j', async (line, names) => {
  const { links } = await probeLinks({ machine: machine(2, {}, { files: { '/proc/cmdline': line } }) });
  expect(links.filter((link) => link.booted_from).map(({ name }) => name)).toEqual(names);
});

/** The same machine, on which some programs never end, and stay when they are told to. */
function hanging(base: Machine, isStuck: (line: string) => boolean): Machine {
  return {
    ...base,
    run: (argv, options) => (isStuck(argv.join(' ')) ? new Promise(() => {}) : base.run(argv, options)),
  };
}

test('32 cards, 30 of them with a driver that hangs: all are there after the deadline of one', async () => {
  vi.useFakeTimers();
  const stuck = hanging(machine(32, answers), (line) => /^ethtool .* eno([3-9]|\d\d)$/.test(line));
  const probe = probeLinks({ machine: stuck }, { seconds: 5 });
  await vi.advanceTimersByTimeAsync(4_999);
  const early = await Promise.race([probe, Promise.resolve('not yet')]);
  expect(early).toBe('not yet');
  await vi.advanceTimersByTimeAsync(1);
  const { links, findings } = await Promise.race([probe, Promise.resolve({ links: [], findings: [] })]);
  expect(links).toHaveLength(32);
  expect(links[0]).toMatchObject({ name: 'eno1', firmware: '1.63, 0x800009fa', speed_mbit: 1000 });
  expect(findings).toHaveLength(30);
  expect(findings[0]).toBe('eno3: no answer within 5 s');
  expect(links.find(({ name }) => name === 'eno9')).toMatchObject({
    link: 'down',
    silent: 'no answer within 5 s',
  });
});

test('32 cards of which 31 have no cable are waited for not at all', async () => {
  vi.useFakeTimers();
  const { links, findings } = await probeLinks({ machine: machine(32, answers) });
  expect([links.length, findings]).toEqual([32, []]);
});

test('ip, lspci and networkctl that hang cost the deadline of one, and their own facts', async () => {
  vi.useFakeTimers();
  const stuck = hanging(machine(2, answers), (line) => /^(ip|lspci|networkctl) /.test(line));
  const probe = probeLinks({ machine: stuck }, { seconds: 5 });
  await vi.advanceTimersByTimeAsync(5_000);
  const { links, findings } = await Promise.race([probe, Promise.resolve({ links: [], findings: [] })]);
  expect(links.map(({ name }) => name)).toEqual(['eno1', 'eno2']);
  expect(findings.toSorted()).toEqual(
    ['ip', 'lspci', 'networkctl'].map((one) => `${one}: no answer within 5 s`),
  );
});

test('a card whose attributes hang is left out and named', async () => {
  vi.useFakeTimers();
  const base = machine(2, answers);
  const readText: Machine['readText'] = (path) =>
    path === '/sys/class/net/eno2/address' ? new Promise(() => {}) : base.readText(path);
  const probe = probeLinks({ machine: { ...base, readText } }, { seconds: 5 });
  await vi.advanceTimersByTimeAsync(5_000);
  const { links, findings } = await Promise.race([probe, Promise.resolve({ links: [], findings: [] })]);
  expect(links.map(({ name }) => name)).toEqual(['eno1']);
  expect(findings).toEqual(['eno2: no answer within 5 s']);
});

test('a driver is asked once, and again when the cable was changed', async () => {
  const first = machine(1, answers);
  const { links } = await probeLinks({ machine: first });
  const again = machine(1, answers);
  expect((await probeLinks({ machine: again }, { known: links })).links).toEqual(links);
  expect(again.done.filter((line) => line.startsWith('ethtool'))).toEqual([]);
  const pulled = machine(1, answers, { files: { '/sys/class/net/eno1/carrier': '0' } });
  await probeLinks({ machine: pulled }, { known: links });
  expect(pulled.done.filter((line) => line.startsWith('ethtool'))).toHaveLength(2);
});

test('a driver that hung is not asked again, and stays a finding', async () => {
  const base = machine(1, answers);
  const known = (await probeLinks({ machine: base })).links.map((link) => ({
    ...link,
    silent: 'no answer within 5 s',
  }));
  const again = machine(1, answers);
  const { links, findings } = await probeLinks({ machine: again }, { known });
  expect(again.done.filter((line) => line.startsWith('ethtool'))).toEqual([]);
  expect(links[0]?.speed_mbit).toBeUndefined();
  expect(findings).toEqual(['eno1: no answer within 5 s']);
});
