import { expect, test } from 'vitest';
import { documentOf } from '../../../src/screens/wizard/document.ts';
import { type Driver, start } from './driver.ts';

const keyOf = (name: string) =>
  `ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIGV4YW1wbGVleGFtcGxlZXhhbXBsZWV4YW1wbGVleGE4 ${name}@example.com`;
const documentIn = (wizard: Driver) => documentOf(wizard.state().pages, wizard.state());

function opened(base = {}): Driver {
  const wizard = start({ base, purpose: 'write' });
  wizard.goTo('advanced');
  return wizard;
}

/** Past the choice and the three texts above the keys. */
function onKeys(base = {}): Driver {
  const wizard = opened(base);
  wizard.press('enter', 'enter', 'enter', 'enter');
  return wizard;
}

test('Enter alone passes everything, and the defaults are written', () => {
  const wizard = onKeys();
  expect(wizard.state().focus).toBe('system.ssh_key_1');
  wizard.press('enter');
  expect(wizard.state().focus).not.toBe('system.ssh_key_1');
  expect(documentIn(wizard)).toMatchObject({
    system: { timezone: 'Asia/Shanghai' },
    install: { on_success: 'reboot' },
  });
  expect(documentIn(wizard).system).not.toHaveProperty('ssh_authorized_keys');
  expect(documentIn(wizard).install).not.toHaveProperty('kernel_args');
});

test('pasted keys, a line each, go into a field each', () => {
  const wizard = onKeys();
  for (const name of ['a', 'b', 'c']) {
    wizard.type(keyOf(name));
    wizard.press('enter');
  }
  expect(wizard.state().focus).toBe('system.ssh_key_4');
  expect(documentIn(wizard).system).toMatchObject({
    ssh_authorized_keys: [keyOf('a'), keyOf('b'), keyOf('c')],
  });
});

test('what is not a key is said at its own field, also behind an empty one', () => {
  const wizard = onKeys({ system: { ssh_authorized_keys: [keyOf('a'), keyOf('b'), keyOf('c')] } });
  wizard.press('erase-line', 'tab', 'tab', 'erase-line');
  wizard.type('ssh-rsa nonsense');
  wizard.press('tab');
  const shown = wizard.lines();
  const at = shown.findIndex((line) => line.includes('[ssh-rsa nonsense'));
  expect(shown[at + 1]).toContain('is not a public SSH key');
  expect(wizard.screen().match(/is not a public SSH key/g)).toHaveLength(1);
});

test('an edited file keeps all its values, also more keys than are asked for', () => {
  const ssh_authorized_keys = Array.from({ length: 10 }, (_, index) => keyOf(`user${index}`));
  const base = {
    system: { timezone: 'UTC', ntp_servers: ['ntp1.example.com', '10.0.0.1'], ssh_authorized_keys },
    install: { on_success: 'stay', kernel_args: ['console=ttyS1,115200', 'quiet'] },
  };
  const { system, install } = documentIn(opened(base));
  expect(system).toMatchObject(base.system);
  expect(install).toEqual(base.install);
});

test.each([
  [1, 'Asia/Beijing', 'is not a time zone'],
  [2, 'bad_host', 'neither a host name nor an address'],
  [3, 'root=/dev/sda', 'root is set by the installed system itself'],
])('line %i: %s is refused with its sentence below it', (steps, text, said) => {
  const wizard = opened();
  for (let step = 0; step < steps; step++) wizard.press('tab');
  wizard.press('erase-line');
  wizard.type(text);
  wizard.press('tab');
  const at = wizard.lines().findIndex((line) => line.includes(`[${text}_`));
  expect(wizard.lines()[at + 1]).toContain(said);
});

test('what happens at the end can be chosen', () => {
  const wizard = opened();
  wizard.press('down');
  wizard.type(' ');
  expect(documentIn(wizard).install).toMatchObject({ on_success: 'poweroff' });
});

test.each(['install', 'rehearse'] as const)(
  'a person at the machine is not asked what happens at the end (%s)',
  (purpose) => {
    const wizard = start({ base: { install: { on_success: 'stay' } }, purpose });
    wizard.goTo('advanced');
    expect(wizard.state().focus).toBe('system.timezone');
    expect(wizard.screen()).not.toContain('After the installation');
    expect(documentIn(wizard).install).toMatchObject({ on_success: 'stay' });
    expect(documentIn(start({ purpose })).install).toMatchObject({ on_success: 'reboot' });
  },
);
