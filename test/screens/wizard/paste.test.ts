import { expect, test } from 'vitest';
import { start } from './driver.ts';

const KEYS = ['ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIE me', 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIF you'];

test('SSH keys that are pasted at once are one field each', () => {
  const driver = start();
  driver.goTo('advanced');
  driver.focus('system.ssh_key_1');
  driver.type(KEYS.join('\n'));
  expect(driver.document()).toMatchObject({ system: { ssh_authorized_keys: KEYS } });
  driver.press('tab');
  driver.type('x');
  expect(driver.state().values['system.ssh_key_3']).toBe('x');
});

test('pasted lines of a list stand in its one field', () => {
  const driver = start({ base: { role: 'agent' } });
  driver.goTo('agent');
  driver.type('192.168.122.170:80\n192.168.122.171:80');
  expect(driver.state().focus).toBe('agent.controllers');
  expect(driver.document()).toMatchObject({
    agent: { controllers: ['192.168.122.170:80', '192.168.122.171:80'] },
  });
});

test('pasted lines choose nothing and pass no page', () => {
  const driver = start({ base: { role: 'agent' } });
  driver.goTo('role');
  const before = driver.state();
  driver.type('a\nb\n');
  expect(driver.state()).toEqual(before);
});
