import { expect, test } from 'vitest';
import { recordedMachine } from '../../machines.ts';
import { start } from './driver.ts';

const withImage = recordedMachine('original-image');

test('an image on the medium can be chosen instead of its own system', () => {
  const wizard = start({ inventory: withImage });
  wizard.goTo('role');
  expect(wizard.screen()).toContain("usr-image   COS 1.0.0, this medium's own");
  expect(wizard.screen()).toContain('disk-image  original image cos_production_image.bin.bz2 (351 MB)');
  expect(wizard.cut()).toEqual([]);
  expect(wizard.document().install).toMatchObject({ image: 'usr-image' });
  wizard.focus('install.image');
  wizard.press('down');
  wizard.type(' ');
  expect(wizard.document().install).toMatchObject({ image: 'disk-image' });
  wizard.goTo('summary');
  expect(wizard.screen()).toContain('System: disk-image original image');
});

test('without an image nothing is asked', () => {
  const wizard = start({ inventory: recordedMachine('virtio-vm') });
  wizard.goTo('role');
  expect(wizard.screen()).not.toContain('disk-image');
  expect(wizard.document().install).not.toHaveProperty('image');
});

test('an answer file that is edited at a desk keeps its image', () => {
  const wizard = start({ base: { install: { image: 'disk-image' } }, purpose: 'write', file: 'x.yaml' });
  wizard.goTo('role');
  expect(wizard.screen()).toContain('(*) disk-image');
  expect(wizard.document().install).toMatchObject({ image: 'disk-image' });
});
