import { expect, test } from 'vitest';
import { machineName, stampedName } from '../../src/installer/machine-name.ts';
import { recordedMachine } from '../machines.ts';

const { links } = recordedMachine('virtio-vm');
const now = new Date(Date.UTC(2026, 10, 21, 17, 45, 0, 123));

test.each([
  ['its serial number', { serial: 'S1' }, links, 'S1'],
  ['without one a card', {}, links, '52-54-00-00-00-01'],
  ['a serial number that is no file name', { serial: 'a/b' }, links, '52-54-00-00-00-01'],
  ['a serial number that FAT cannot hold', { serial: 'a:b' }, links, '52-54-00-00-00-01'],
])('a machine is called by %s', (_, dmi, cards, name) => {
  expect(machineName({ dmi, links: cards })).toBe(name);
});

test('a name for one moment has no sign that a file system or a shell minds', () => {
  expect(stampedName('cos-log', { dmi: { serial: "S 1'$&" }, links: [] }, now)).toBe(
    'cos-log-S-1----20261121T174500Z',
  );
  expect(stampedName('cos-report', { dmi: {}, links: [] }, now)).toBe('cos-report-machine-20261121T174500Z');
});
