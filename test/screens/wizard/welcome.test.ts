import { expect, test } from 'vitest';
import { warning } from '../../../src/problem.ts';
import { documentOf } from '../../../src/screens/wizard/document.ts';
import { recordedMachine } from '../../machines.ts';
import { type Driver, start } from './driver.ts';

const documentIn = (wizard: Driver) => documentOf(wizard.state().pages, wizard.state());
const inventory = recordedMachine('virtio-vm');

test('on a machine the wizard begins with what it is and whether the medium is ready', () => {
  const wizard = start({ inventory });
  expect(wizard.state().page).toBe('welcome');
  expect(wizard.screen()).toContain('Welcome to COS Installation');
  expect(wizard.screen()).toContain(`[Ready] ${inventory.medium?.label} on ${inventory.medium?.device}`);
  expect(wizard.screen()).toContain(inventory.dmi.product);
  expect(wizard.screen()).toMatch(/Memory: +this machine has 4/);
  wizard.press('enter');
  expect(wizard.state().page).toBe('role');
});

test('a machine without its medium, or with little memory, is told so', () => {
  const { medium: _, ...others } = inventory;
  const wizard = start({ inventory: { ...others, memory_bytes: 2e9 } });
  expect(wizard.screen()).toContain('CDROM Device Not Ready');
  expect(wizard.screen()).toContain('COS nodes are meant to have 8 GB');
});

test('at a desk without Chinese there is no first page', () => {
  const wizard = start();
  wizard.press('enter', 'enter', 'escape', 'escape');
  expect(wizard.state().page).toBe('role');
});

test('the language is asked only where it can be shown', () => {
  expect(start({ inventory }).screen()).not.toContain('Language');
  expect(start({ inventory, canShowChinese: true }).screen()).toContain('简体中文');
});

test('begun in Chinese it is Chinese from the first page on, and is written', () => {
  const wizard = start({ inventory, canShowChinese: true, language: 'zh' });
  expect(wizard.screen()).toContain('(*) 简体中文');
  expect(documentIn(wizard)).toMatchObject({ system: { language: 'zh' } });
});

test('a wished language that it does not have, or cannot show, is said', () => {
  const notice = warning('wizard.unknown-language', '', { value: 'fr' });
  expect(start({ inventory, notice }).screen()).toContain(
    'cos.lang=fr on the kernel command line is not known',
  );
  expect(start({ inventory }).screen()).not.toContain('cos.lang');
});

test('choosing Chinese changes every screen at once, and is written', () => {
  const wizard = start({ inventory, canShowChinese: true });
  wizard.press('down');
  expect(wizard.screen()).toContain('Welcome');
  wizard.type(' ');
  expect(wizard.screen()).toContain('欢迎');
  expect(documentIn(wizard).system).toMatchObject({ language: 'zh' });
  wizard.press('enter');
  expect(wizard.screen()).toContain('选择角色');
  wizard.press('escape', 'up');
  wizard.type(' ');
  expect(wizard.screen()).toContain('Welcome');
});

test('a terminal without Chinese stays English and keeps the language of the edited file', () => {
  const wizard = start({ inventory, base: { system: { language: 'zh' } } });
  expect(wizard.screen()).toContain('Welcome');
  expect(documentIn(wizard).system).toMatchObject({ language: 'zh' });
  const able = start({ inventory, base: { system: { language: 'zh' } }, canShowChinese: true });
  expect(able.screen()).toContain('欢迎');
});

test('Ctrl+D begins again at once when nothing was typed', () => {
  const wizard = start({ inventory });
  wizard.press('enter', 'restart');
  expect(wizard.state()).toMatchObject({ page: 'welcome', overlay: undefined });
});

test('Ctrl+D asks when something was typed; the first answer stays', () => {
  const wizard = start({ inventory });
  wizard.goTo('system');
  wizard.type('x');
  wizard.press('restart');
  expect(wizard.screen()).toContain('Start the wizard again?');
  wizard.press('enter');
  expect(wizard.screen()).toContain('cos-a1b2c3x');
  wizard.press('restart', 'right', 'enter');
  expect(wizard.state().page).toBe('welcome');
  expect(wizard.state().values).toEqual({});
  wizard.goTo('system');
  expect(wizard.screen()).toContain('[cos-a1b2c3_');
});

test('Ctrl+C asks, whatever lies over the page; the safe answer is first each time', () => {
  const wizard = start({ inventory });
  wizard.press('help', 'abort');
  expect(wizard.screen()).toContain('Abort the installation?');
  wizard.press('right', 'abort', 'enter');
  expect(wizard.state()).toMatchObject({ page: 'welcome', overlay: undefined });
  expect(wizard.requests).toEqual([]);
  wizard.press('abort', 'right', 'enter');
  expect(wizard.requests).toEqual([{ kind: 'leave', to: 'shell' }]);
});
