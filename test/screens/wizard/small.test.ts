import { expect, test } from 'vitest';
import { recordedMachine } from '../../machines.ts';
import { start } from './driver.ts';

const USUAL = { columns: 80, rows: 24 };
const SIZES = [
  { columns: 79, rows: 24 },
  { columns: 80, rows: 23 },
  { columns: 40, rows: 8 },
];

test.each(SIZES)('$columns x $rows: one sentence, and everything is back in a larger one', (size) => {
  const driver = start({ inventory: recordedMachine('virtio-vm') });
  driver.goTo('system');
  driver.type('-x');
  const whole = driver.screen();
  driver.send({ kind: 'resized', size });
  const text = driver.lines().join(' ').trim();
  expect(text).toBe(
    `This screen is ${size.columns}x${size.rows}; the wizard needs 80x24. Enlarge it, or write an answer file.`,
  );
  driver.send({ kind: 'resized', size: USUAL });
  expect(driver.screen()).toBe(whole);
});

test('what nobody sees does nothing', () => {
  const driver = start();
  driver.goTo('system');
  const before = driver.state();
  driver.send({ kind: 'resized', size: { columns: 79, rows: 24 } });
  driver.press('enter', 'tab', 'help', 'escape', 'restart', 'backspace');
  driver.type('x');
  driver.send({ kind: 'resized', size: USUAL });
  expect(driver.state()).toEqual(before);
});

test('Ctrl+C asks there too, and the question is seen', () => {
  const driver = start();
  driver.send({ kind: 'resized', size: { columns: 40, rows: 10 } });
  driver.press('abort');
  expect(driver.screen()).toContain('Abort the installation?');
  expect(driver.screen()).toContain('[ Go on ]  [ Abort ]');
  driver.press('escape');
  expect(driver.screen()).not.toContain('Abort');
  driver.press('abort', 'tab', 'enter');
  expect(driver.requests).toContainEqual({ kind: 'leave', to: 'shell' });
});
