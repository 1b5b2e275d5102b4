import { describe, expect, test } from 'vitest';
import { confirmationOf, isConfirmed } from '../../src/disk/confirmation.ts';
import type { Disk } from '../../src/disk/disk.ts';
import { neverTarget } from '../../src/disk/refusals.ts';
import { machineNames, recordedMachine } from '../machines.ts';

const [usual] = recordedMachine('two-nics-without-link').disks;
if (!usual) throw new Error('no disk');

/** A disk that only its serial number, or what else is said, tells from another one. */
function disk(path: string, over: Partial<Disk> = {}): Disk {
  if (!usual) throw new Error('no disk');
  return { ...usual, path, links: [], serial: undefined, wwn: undefined, ...over };
}

const first = (...disks: Disk[]) => confirmationOf(disks[0] ?? disk('/dev/sda'), disks);

describe('the end of the serial number', () => {
  test('four characters; more of them where another disk ends alike', () => {
    const serials = (...all: string[]) =>
      first(...all.map((serial, index) => disk(`/dev/sd${index}`, { serial })));
    expect(serials('S64GNE0R800214', 'S64GNE0R800101')).toEqual({
      kind: 'serial',
      whole: 'S64GNE0R800214',
      characters: 4,
    });
    expect(serials('AAAA11-0214', 'BBBB22-0214').characters).toBe(6);
    expect(serials('AA11AB0214', 'BB22AB0214').characters).toBe(8);
    expect(serials('A1XXYYAB0214', 'B1XXYYAB0214')).toEqual({ kind: 'serial', whole: 'A1XXYYAB0214' });
    expect(serials('A1XXYYAB0214', 'a1xxyyab0214').kind).not.toBe('serial');
    expect(serials('S64GNE0R800214', '214').characters).toBe(4);
  });

  test('all of a short one; blanks within it are left out', () => {
    expect(first(disk('/dev/sda', { serial: '42' }))).toEqual({ kind: 'serial', whole: '42' });
    const spaced = first(disk('/dev/sda', { serial: 'WD WX 1 2 3' }));
    expect([' 1 2 3', 'x123', 'wdwx123'].map((text) => isConfirmed(spaced, text))).toEqual([
      false,
      true,
      true,
    ]);
  });

  test.each(['0000000000', ' ', '', '北京0123', 'AB\u00001234'])('"%s" is none', (serial) => {
    expect(first(disk('/dev/sda', { serial }))).toEqual({ kind: 'size', whole: '1 TB' });
  });

  test('that of a multipath map is its own, though its paths have it too', () => {
    const { disks } = recordedMachine('multipath');
    const map = disks.find(({ type }) => type === 'mpath');
    expect(map && confirmationOf(map, disks)).toEqual({ kind: 'serial', whole: map?.serial, characters: 4 });
  });

  test('two volumes of one controller have the controller’s: they are told by their sizes', () => {
    const { disks } = recordedMachine('bios-old-server');
    expect(disks.map((one) => confirmationOf(one, disks).whole)).toEqual(['147 GB', '294 GB']);
  });
});

describe('without a serial number', () => {
  const twin = disk('/dev/sdb');
  const byPath = '/dev/disk/by-path/pci-0000:00:1f.2-ata-';

  test('the size; where another disk shows the same one, WWN, link, or name', () => {
    expect(first(disk('/dev/sda'), disk('/dev/sdb', { bytes: 5e11 }))).toEqual({
      kind: 'size',
      whole: '1 TB',
    });
    const wwn = '0x5000c500a1b2c3d4';
    expect(first(disk('/dev/sda', { wwn }), twin)).toEqual({ kind: 'wwn', whole: wwn, characters: 4 });
    const slots = [disk('/dev/sda', { links: [`${byPath}1`] }), disk('/dev/sdb', { links: [`${byPath}2`] })];
    expect(first(...slots)).toEqual({ kind: 'link', whole: 'pci-0000:00:1f.2-ata-1', characters: 4 });
    expect(first(disk('/dev/sda'), twin)).toEqual({ kind: 'name', whole: 'sda' });
  });

  test('an array beside disks of its size is told by its UUID', () => {
    const { disks } = recordedMachine('md-lvm-leftovers');
    const array = disks.find(({ type }) => type === 'raid1');
    expect(array && confirmationOf(array, disks)).toMatchObject({
      kind: 'link',
      whole: expect.stringMatching(/^md-uuid-/),
    });
  });

  test('the medium and what is too small do not count', () => {
    expect(first(disk('/dev/sda'), disk('/dev/sdb', { is_medium: true })).kind).toBe('size');
  });
});

test.each(machineNames)('%s: what confirms one of the disks to choose from confirms no other', (name) => {
  const { disks } = recordedMachine(name);
  const choosable = disks.filter((one) => neverTarget(one, disks, '').length === 0);
  expect(choosable.length).toBeGreaterThan(0);
  const texts = choosable.map((one) => {
    const { whole, characters = whole.length } = confirmationOf(one, disks);
    return whole.slice(-characters);
  });
  for (const [index, one] of choosable.entries()) {
    const confirmation = confirmationOf(one, disks);
    const wrong = ['', `${confirmation.whole}x`, ...texts.toSpliced(index, 1)];
    expect(wrong.filter((text) => isConfirmed(confirmation, text))).toEqual([]);
    expect(isConfirmed(confirmation, texts[index] ?? '')).toBe(true);
  }
});
