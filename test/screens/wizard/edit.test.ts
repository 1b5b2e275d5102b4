import { expect, test } from 'vitest';
import { checkDocument } from '../../../src/installer/check-document.ts';
import { readYaml } from '../../../src/installer/yaml-document.ts';
import { documentOf } from '../../../src/screens/wizard/document.ts';
import { askedPages } from '../../../src/screens/wizard/focus.ts';
import { allPages } from '../../../src/screens/wizard/pages/all.ts';
import { applies, textOf } from '../../../src/screens/wizard/values.ts';
import { wholeFrame } from '../../../src/screens/wizard/view.ts';
import { fittingMachine } from '../../commands/fitting-machine.ts';
import { answersOf, samplesOf } from '../../installer/answer-folders.ts';
import { type Driver, start } from './driver.ts';

const files = samplesOf('answers').map(({ name, text }) => ({ name, text, base: groupIn(text) }));
const SECRETS = ['password', 'password_hash', 'auth_key', 'install_code'];

function groupIn(text: string): Record<string, unknown> {
  const { data } = readYaml(text, '');
  if (typeof data !== 'object' || data === null) throw new Error('not a group');
  return { ...data };
}

function edited(base: Record<string, unknown>, machine?: ReturnType<typeof fittingMachine>): Driver {
  return start({ base, purpose: 'write', file: 'answers.yaml', inventory: machine, canShowChinese: true });
}

/** Every page in its order, Enter in every field of it. @returns what was seen on them. */
function passed(driver: Driver): string {
  let seen = '';
  const pages = askedPages(driver.state()).filter(({ section }) => section !== 'confirm');
  for (const page of pages) {
    expect(driver.state().page).toBe(page.id);
    for (let keys = 0; keys < 30 && driver.state().page === page.id; keys += 1) {
      const { rows } = wholeFrame({ ...driver.state(), size: { columns: 80, rows: 100 } });
      seen += rows.map((row) => row.map(({ text }) => text).join('')).join('\n');
      if (driver.state().overlay) driver.press('tab');
      driver.press('enter');
    }
  }
  return seen;
}

test.each(files)('$name, opened and left alone, stays as it is written', ({ base }) => {
  expect(edited(base).document()).toEqual(base);
});

test.each(files)('$name, its every page passed with Enter, stays as it is written', ({ base }) => {
  const driver = edited(base);
  passed(driver);
  expect(driver.state().page).toBe('summary');
  expect(driver.document()).toEqual(base);
  expect(driver.requests.map(({ kind }) => kind)).not.toContain('hash');
});

test.each(files)('$name, beside its machine, stays as it is written', ({ name, text, base }) => {
  const driver = edited(base, fittingMachine(answersOf(text, name)));
  passed(driver);
  expect(driver.state().page).toBe('summary');
  expect(driver.document()).toEqual(base);
  expect(driver.requests.map(({ kind }) => kind)).not.toContain('try-dhcp');
  expect(driver.requests.map(({ kind }) => kind)).not.toContain('probe');
});

test.each(files)('$name shows none of its secrets', ({ text, base }) => {
  const seen = passed(edited(base));
  const secrets = [...text.matchAll(/(\w+): *"?([^",}\n]+)/g)]
    .filter(([, key]) => SECRETS.includes(key ?? ''))
    .map(([, , value]) => (value ?? '').trim());
  expect(secrets.length).toBeGreaterThan(0);
  for (const secret of secrets) {
    expect(seen).not.toContain(secret);
    expect(seen).not.toContain(`[${'*'.repeat(secret.length)}_`);
  }
  expect(seen).toMatch(/is set; typing replaces it|已设置；输入则替换/);
});

test('a secret that is typed takes the place of the one in the file', () => {
  const base = {
    version: 1,
    role: 'agent',
    agent: { controllers: ['10.0.0.1:80'], install_code: '8070' },
    system: { hostname: 'a1', password: 'correct horse battery' },
  };
  const driver = edited(base);
  driver.goTo('agent');
  driver.fill('agent.install_code', '0012');
  expect(driver.document().agent).toEqual({ ...base.agent, install_code: '0012' });
  driver.fill('agent.install_code', '');
  expect(driver.document().agent).toEqual(base.agent);
  driver.goTo('system');
  driver.fill('system.password', 'another horse');
  driver.fill('system.password_again', 'another horse');
  driver.press('enter');
  const hash = driver.requests.find((request) => request.kind === 'hash');
  if (!hash) throw new Error('no hash was asked for');
  driver.send({ kind: 'hashed', password: hash.password, hash: '$6$salt$hash' });
  expect(driver.document().system).toEqual({ hostname: 'a1', password_hash: '$6$salt$hash' });
});

test('the other role takes the sections of the first with it', () => {
  const base = { version: 1, role: 'agent', agent: { controllers: ['10.0.0.1:80'] }, network: { vlan: 7 } };
  const driver = edited(base);
  driver.goTo('role');
  driver.press('home', 'enter');
  expect(driver.document()).toEqual({
    version: 1,
    role: 'controller',
    controller: {},
    network: expect.objectContaining({ vlan: 7 }),
    system: expect.anything(),
  });
});

/** A good text for every text field at a desk. */
const TYPED: Readonly<Record<string, string>> = {
  'controller.http_port': '8080',
  'controller.cluster_size': '5',
  'controller.ha.members': '10.0.0.1, 10.0.0.2, 10.0.0.3',
  'controller.ha.virtual_ip': '10.0.0.9',
  'controller.auth_key': 'K'.repeat(40),
  'agent.controllers': '10.0.0.11:80, 10.0.0.12:80',
  'agent.install_code': '0012',
  'system.hostname': 'node7',
  'system.password': 'correct horse battery',
  'system.password_again': 'correct horse battery',
  'system.timezone': 'Europe/Berlin',
  'system.ntp_servers': 'ntp1.example.com, ntp2.example.com',
  'install.kernel_args': 'console=ttyS1,115200 quiet',
  'system.ssh_key_1': 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIA ann',
  'system.ssh_key_2': 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIB bob',
  'network.interface.written': '52:54:00:00:01:02',
  'network.address': '10.0.0.1/24',
  'network.gateway': '10.0.0.254',
  'network.dns': '10.0.0.254, 9.9.9.9',
  'network.search': 'example.com',
  'network.mtu': '9000',
  'disk.target.serial': '0012*',
  'disk.target.size': '480000000000',
  'disk.target.model': 'SAMSUNG*',
  'disk.target.wwn': '0x5000c500a1b2c3d4',
  'disk.target.path': '/dev/disk/by-path/pci-0000:00:1f.2-ata-1',
};
const CHOSEN = { 'controller.ha': 'yes', 'install.on_success': 'stay', 'install.wipe': 'target' };
const UNSEEN = ['controller.auth_key', 'agent.install_code', 'system.password', 'system.password_again'];

test.each(['controller', 'agent'])('what is typed for a %s is what edit begins with', (role) => {
  const made = start({ purpose: 'write', file: 'a.yaml' });
  const values = { ...TYPED, ...CHOSEN, role, 'agent.network_mode': 'ipvlan', 'network.method': 'static' };
  const document = documentOf(allPages, { ...made.state(), values });
  expect(checkDocument(document)).toMatchObject({ answers: { role } });
  const again = edited(document).state();
  expect(documentOf(allPages, again)).toEqual(document);
  const shown = allPages
    .filter((page) => applies(page, again))
    .flatMap(({ fields }) => fields)
    .filter((field) => field.kind === 'text' && applies(field, again));
  expect(shown.length).toBeGreaterThan(15);
  for (const field of shown) {
    const isUnseen = UNSEEN.includes(field.id) || TYPED[field.id] === undefined;
    expect([field.id, textOf(field, again)]).toEqual([field.id, isUnseen ? '' : TYPED[field.id]]);
  }
});
