import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { healthFindings, withHealth } from '../../src/disk/probe-health.ts';
import { CommandFailed, type Machine } from '../../src/machine.ts';
import { recordingMachine } from '../recording-machine.ts';
import { aDisk } from './fixtures.ts';

const failing = readFileSync(new URL('recorded/smartctl/sata-failing.json', import.meta.url), 'utf8');
const commandFor = (path: string) => `smartctl --json=c --health --attributes --log=ssd --log=error ${path}`;

const sda = aDisk({ serial: 'A' });
const sdb = aDisk({ path: '/dev/sdb', serial: 'B' });

test('each disk is asked; one that says nothing has no health', async () => {
  const machine = recordingMachine({ outputs: { [commandFor('/dev/sda')]: failing } });
  const disks = await withHealth(machine, [sda, sdb]);
  expect(disks[0]).toEqual({
    ...sda,
    health: expect.objectContaining({ passed: false, pending_sectors: 8 }),
  });
  expect(disks[1]).toEqual(sdb);
  expect(machine.done).toEqual([commandFor('/dev/sda'), commandFor('/dev/sdb')]);
});

test('the bits of the exit code do not hide the answer', async () => {
  const run: Machine['run'] = async (argv) => {
    throw new CommandFailed(argv, 216, failing, '', 'exit code 216');
  };
  expect((await withHealth({ run }, [sda]))[0]?.health?.passed).toBe(false);
});

test('no smartctl, no health, no finding', async () => {
  const run: Machine['run'] = async (argv) => {
    throw new CommandFailed(argv, undefined, '', '', 'spawn smartctl ENOENT');
  };
  const disks = await withHealth({ run }, [sda, sdb]);
  expect(disks).toEqual([sda, sdb]);
  expect(healthFindings(disks)).toEqual([]);
});

test('who cannot answer is not asked: virtio, cards, the medium, maps and arrays', async () => {
  const machine = recordingMachine();
  const silent = [
    aDisk({ bus: 'virtio' }),
    aDisk({ bus: 'mmc' }),
    aDisk({ bus: 'usb', is_medium: true }),
    aDisk({ type: 'mpath' }),
    aDisk({ type: 'raid1' }),
  ];
  expect(await withHealth(machine, silent)).toEqual(silent);
  expect(machine.done).toEqual([]);
});

test('a disk that was asked before keeps its answer; a new one in its place is asked', async () => {
  const machine = recordingMachine({ outputs: { smartctl: failing } });
  const known = [{ ...sda, health: { passed: true } }, sdb];
  const replaced = { ...sdb, serial: 'C' };
  const disks = await withHealth(machine, [sda, replaced], { known });
  expect(disks.map(({ health }) => health?.passed)).toEqual([true, false]);
  expect(machine.done).toEqual([commandFor('/dev/sdb')]);
});

test('one that hangs is killed and left behind; the others are known, and it is said', async () => {
  const never = new Promise<never>(() => {});
  const killed: string[] = [];
  const run: Machine['run'] = async (argv, { signal } = {}) => {
    const path = argv.at(-1) ?? '';
    signal?.addEventListener('abort', () => killed.push(path));
    return path === '/dev/sda' ? never : { stdout: failing, stderr: '' };
  };
  const disks = await withHealth({ run }, [sda, sdb], { seconds: 0.5 });
  expect(disks[1]?.health?.passed).toBe(false);
  expect(killed).toContain('/dev/sda');
  expect(healthFindings(disks)).toEqual(['health of /dev/sda: smartctl gave no answer within 0.5 s']);
});

test('of many that hang none is waited for longer than for one', async () => {
  const many = Array.from({ length: 200 }, (_, n) => aDisk({ path: `/dev/sd${n}` }));
  let started = 0;
  const run: Machine['run'] = () => {
    started += 1;
    return new Promise<never>(() => {});
  };
  const disks = await withHealth({ run }, many, { seconds: 0.01 });
  expect(healthFindings(disks)).toHaveLength(200);
  expect(started).toBe(16);
});

test('what is no answer is a finding', async () => {
  const disks = await withHealth(recordingMachine({ outputs: { smartctl: 'Segmentation fault' } }), [sda]);
  expect(healthFindings(disks)).toEqual([
    'health of /dev/sda: smartctl printed something else than its JSON',
  ]);
});
