import { expect, test } from 'vitest';
import { candidateNames, findAnswers, triedLines } from '../../src/installer/answer-source.ts';
import { bootWord } from '../../src/installer/boot-words.ts';
import { type Inventory, inventorySchema } from '../../src/installer/inventory.ts';
import { recordingMachine } from '../recording-machine.ts';

const card = { link: 'up', addresses: [], kind: 'physical' } as const;

function machineWith(more: object = {}): Inventory {
  return inventorySchema.parse({
    version: 1,
    firmware: { kind: 'uefi', secure_boot: false },
    dmi: { serial: '7XK2L13' },
    cpu: { cores: 4 },
    memory_bytes: 8e9,
    disks: [],
    links: [
      { ...card, name: 'eno1', mac: 'AA:BB:CC:00:00:01' },
      { ...card, name: 'eno2', mac: '02:00:00:00:00:09', permanent_mac: 'aa:bb:cc:00:00:02' },
      { ...card, name: 'br0', mac: '02:00:00:00:00:03', kind: 'bridge' },
    ],
    medium: { device: '/dev/sr0', mount_point: '/run/cos/medium' },
    findings: [],
    ...more,
  });
}

const volume = {
  path: '/dev/sdb',
  links: [],
  type: 'disk',
  bus: 'usb',
  bytes: 4e6,
  logical_sector_bytes: 512,
  physical_sector_bytes: 512,
  rotational: false,
  read_only: false,
  removable: true,
  is_medium: false,
  label: 'COS-ANSWERS',
  mount_points: [],
  children: [],
};

test('names are tried from the most particular to the most general', () => {
  expect(candidateNames(machineWith())).toEqual([
    '7XK2L13.yaml',
    'aa:bb:cc:00:00:01.yaml',
    'aa-bb-cc-00-00-01.yaml',
    'aa:bb:cc:00:00:02.yaml',
    'aa-bb-cc-00-00-02.yaml',
    'fleet.yaml',
    'default.yaml',
  ]);
  expect(candidateNames(machineWith({ dmi: { serial: '../../etc/x' }, links: [] }))).toEqual([
    'fleet.yaml',
    'default.yaml',
  ]);
});

test.each([
  ['/run/cos/medium/answers/7XK2L13.yaml', 1],
  ['/run/cos/medium/answers/aa-bb-cc-00-00-02.yaml', 5],
  ['/run/cos/medium/answers/default.yaml', 7],
])('%s is found after %i looks, each of them said', async (path, looks) => {
  const machine = recordingMachine({
    files: { [path]: 'particular', '/run/cos/medium/answers/default.yaml': 'particular' },
  });
  const { tried, source } = await findAnswers(machine, machineWith());
  expect(source).toEqual({ name: path, text: 'particular' });
  expect(tried).toHaveLength(looks);
  expect(triedLines(tried).at(-1)).toBe(`answers: ${path}: found`);
  expect(
    triedLines(tried)
      .slice(0, -1)
      .every((l) => l.endsWith(': not there')),
  ).toBe(true);
});

test('a volume labelled COS-ANSWERS comes last, is mounted read-only and searched by the same names', async () => {
  const machine = recordingMachine({ files: { '/run/cos-install/answers/default.yaml': 'from volume' } });
  const { tried, source } = await findAnswers(machine, machineWith({ disks: [volume] }));
  expect(source?.text).toBe('from volume');
  expect(tried).toHaveLength(14);
  expect(machine.done).toEqual(['mount --mkdir --options ro /dev/sdb /run/cos-install/answers']);
});

test('nothing anywhere: every place that was looked at is told', async () => {
  const { tried, source } = await findAnswers(recordingMachine(), machineWith());
  expect(source).toBeUndefined();
  expect(triedLines(tried).at(-1)).toBe('answers: volume COS-ANSWERS: not there');
  expect(tried).toHaveLength(8);
});

test('cos.answers= goes first, and what it names is the only thing that counts', async () => {
  const files = {
    '/proc/cmdline': 'quiet cos.answers=/answers/rack7.yaml cos.live=CDROM\n',
    '/run/cos/medium/answers/default.yaml': 'default',
  };
  const missing = await findAnswers(recordingMachine({ files }), machineWith());
  expect(missing).toEqual({ tried: [{ source: 'cos.answers=/answers/rack7.yaml', found: false }] });
  const there = { ...files, '/run/cos/medium/answers/rack7.yaml': 'rack 7' };
  const found = await findAnswers(recordingMachine({ files: there }), machineWith());
  expect(found.source?.text).toBe('rack 7');
});

const withWord = (word: string) => ({ '/proc/cmdline': `cos.live=CDROM ${word}\n` });
const text = (body: string) => async () => ({ status: 200, headers: {}, body: Buffer.from(body) });

test('cos.answers= with a web address: the network is brought up, and the file is the only thing that counts', async () => {
  const files = {
    ...withWord('cos.answers=https://who:pa55@a.example/{serial}.yaml'),
    '/run/cos/medium/answers/default.yaml': 'default',
  };
  const machine = recordingMachine({ files, answer: text('by URL') });
  const { source } = await findAnswers(machine, machineWith());
  expect(source).toEqual({ name: 'https://******@a.example/7XK2L13.yaml', text: 'by URL' });
  expect(machine.done).toEqual([
    expect.stringMatching(/^write .*dhcp.network/),
    'networkctl reload',
    'GET https://who:pa55@a.example/7XK2L13.yaml',
  ]);
  const gone = { answer: async () => ({ status: 404, headers: {}, body: Buffer.alloc(0) }) };
  const search = findAnswers(recordingMachine({ files, ...gone }), machineWith());
  await expect(search).rejects.toThrow(
    'cos.answers: https://******@a.example/7XK2L13.yaml: the server answers 404',
  );
});

test('an address of another kind is refused, without its credentials', async () => {
  const machine = recordingMachine({ files: withWord('cos.answers=ftp://who:pa55@a.example/a.yaml') });
  const search = findAnswers(machine, machineWith());
  await expect(search).rejects.toThrow('ftp://… is not supported');
  await expect(search).rejects.not.toThrow('pa55');
});

test('a word of the kernel command line is a whole word', () => {
  expect(bootWord('a=b xcos.answers=/no cos.answers=/yes', 'cos.answers')).toBe('/yes');
  expect(bootWord('ro quiet', 'cos.answers')).toBeUndefined();
});
