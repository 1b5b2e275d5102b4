import { expect, test } from 'vitest';
import { valueAt } from '../../../src/installer/plain-data.ts';
import { documentOf } from '../../../src/screens/wizard/document.ts';
import { type Driver, start } from './driver.ts';

const documentIn = (wizard: Driver) => documentOf(wizard.state().pages, wizard.state());
/** Python's hashlib.scrypt makes the same of it. */
const EXPECTED_KEY = '5962682f6818ae98d3778dfff4453e3f78ac5f30b8cc29874e889394556d85ad';
const KEY = 'abcdefghijABCDEFGHIJ012345678901';

function onAgentPage(base = {}): Driver {
  const wizard = start({ base });
  wizard.press('down', 'enter');
  return wizard;
}

function withHa(members: string): Driver {
  const wizard = start();
  wizard.goTo('controller-ha');
  wizard.press('down', 'enter');
  wizard.type(members);
  return wizard;
}

test('a controller passes its settings and HA with Enter, and has no key and no HA then', () => {
  const wizard = start();
  wizard.press('enter');
  expect(wizard.state().page).toBe('controller');
  expect(wizard.screen()).toContain('HTTP Port   : [80');
  wizard.press('enter', 'enter', 'enter');
  expect(wizard.state().page).toBe('controller-ha');
  expect(wizard.screen()).not.toContain('Members');
  wizard.press('enter');
  expect(wizard.state().page).toBe('system');
  expect(documentIn(wizard).controller).toEqual({ http_port: 80, cluster_size: 3 });
});

test.each([
  ['22', 'taken by ssh'],
  ['0', 'must be 1 or more'],
  ['x', 'must be a whole number'],
])('HTTP port %s is refused at its field, and stays', (port, said) => {
  const wizard = start();
  wizard.goTo('controller');
  wizard.press('erase-line');
  wizard.type(port);
  wizard.press('tab');
  const at = wizard.lines().findIndex((line) => line.includes(`HTTP Port   : [${port}_`));
  expect(wizard.lines()[at + 1]).toContain(said);
  wizard.press('tab', 'enter');
  expect(wizard.state()).toMatchObject({ page: 'controller', focus: 'controller.http_port' });
});

test('a cluster size that is not odd is refused with what is allowed', () => {
  const wizard = start();
  wizard.goTo('controller');
  wizard.press('tab', 'erase-line');
  wizard.type('4');
  wizard.press('tab');
  expect(wizard.screen()).toContain('write 1, 3, 5, 7 or 9');
});

test('HA asks for members, virtual IP and key, and writes them', () => {
  const wizard = withHa('10.0.0.1, 10.0.0.2,10.0.0.3');
  wizard.press('tab');
  wizard.type('10.0.0.9');
  wizard.press('tab');
  wizard.type(KEY);
  expect(wizard.screen()).not.toContain(KEY);
  wizard.press('enter', 'enter', 'enter');
  expect(wizard.state().page).toBe('system');
  expect(documentIn(wizard).controller).toMatchObject({
    ha: { members: ['10.0.0.1', '10.0.0.2', '10.0.0.3'], virtual_ip: '10.0.0.9' },
    auth_key: KEY,
  });
});

function withPassphrase(passphrase: string, again: string): Driver {
  const wizard = withHa('10.0.0.1,10.0.0.2,10.0.0.3');
  wizard.press('tab', 'tab');
  wizard.type(passphrase);
  wizard.press('enter');
  wizard.type(again);
  wizard.press('enter');
  return wizard;
}
const PASSPHRASE = 'correct horse battery';

test.each([
  ['', '', 'Passphrase', 'is missing'],
  ['short', 'short', 'Passphrase', 'has fewer than 12 characters'],
  [PASSPHRASE, '', 'Again', 'differs from the passphrase above'],
  [PASSPHRASE, 'correct horse batterie', 'Again', 'differs from the passphrase above'],
])('with HA the passphrase %j and %j is refused at its field', (passphrase, again, label, said) => {
  const wizard = withPassphrase(passphrase, again);
  wizard.press('enter', 'enter');
  expect(wizard.state().page).toBe('controller-ha');
  const at = wizard.lines().findIndex((line) => line.includes(label));
  expect(wizard.lines()[at + 1]).toContain(said);
  expect(documentIn(wizard).controller).not.toHaveProperty('auth_key');
});

test('every controller makes the same key of a passphrase, which is shown nowhere', () => {
  const wizards = [withPassphrase(PASSPHRASE, PASSPHRASE), withPassphrase(` ${PASSPHRASE} `, PASSPHRASE)];
  const keys = wizards.map((wizard) => {
    expect(wizard.screen()).not.toContain('horse');
    wizard.press('enter');
    expect(wizard.state().page).toBe('system');
    expect(JSON.stringify(documentIn(wizard))).not.toContain('horse');
    return valueAt(documentIn(wizard), ['controller', 'auth_key']);
  });
  // What other controllers were installed with: another function would not let new ones in.
  expect(keys).toEqual(Array(2).fill(EXPECTED_KEY));
});

test('a registry is a choice, and no means that nothing is written', () => {
  const wizard = start();
  wizard.goTo('controller');
  wizard.press('tab', 'tab', 'down', 'enter');
  expect(documentIn(wizard).controller).toMatchObject({ registry: true });
  expect(documentIn(start()).controller).not.toHaveProperty('registry');
});

test('members: an even number warns, a repeated or broken one is refused, each said once', () => {
  const even = withHa('10.0.0.1,10.0.0.2');
  even.press('tab');
  expect(even.screen().match(/odd number is better/g)).toHaveLength(1);
  const twice = withHa('10.0.0.1,10.0.0.1,10.0.0.2');
  twice.press('tab');
  expect(twice.screen().match(/written twice/g)).toHaveLength(1);
  const broken = withHa('10.0.0.300,10.0.0.2,10.0.0.3');
  broken.press('tab');
  expect(broken.screen().match(/10\.0\.0\.300 is not an address/g)).toHaveLength(1);
});

test('without an HA again its members are kept for later, and not written', () => {
  const wizard = withHa('10.0.0.1,10.0.0.2,10.0.0.3');
  wizard.press('back-tab', 'up');
  wizard.type(' ');
  expect(documentIn(wizard).controller).not.toHaveProperty('ha');
  wizard.press('down');
  wizard.type(' ');
  expect(wizard.screen()).toContain('10.0.0.1,10.0.0.2,10.0.0.3');
});

test('a problem that an answer of a later page makes is shown and holds nobody back', () => {
  const network = { interface: { name: 'eno1' }, address: '10.0.0.7/24' };
  const ha = { members: ['10.0.0.1', '10.0.0.2', '10.0.0.3'] };
  const base = { role: 'controller', controller: { ha, auth_key: KEY }, network };
  // The page of the addresses, as far as this test needs it.
  const later = {
    id: 'later',
    section: 'network',
    title: 'role.title',
    intro: 'role.intro',
    fields: [{ kind: 'text', id: 'later', path: 'network.address', label: 'role.label', width: 30 }],
  } as const;
  const { pages } = start().state();
  const known = pages.filter(({ section }) => section === 'settings' || section === 'role');
  const wizard = start({ base, pages: [...known, later] });
  wizard.goTo('controller-ha');
  wizard.press('tab', 'tab');
  expect(wizard.screen()).toContain('does not have the address of this node; network.address is 10.0.0.7');
  wizard.press('tab', 'tab', 'enter');
  expect(wizard.state().page).toBe('later');
});

test('an agent: controllers with commas and http://, the code stays text', () => {
  const wizard = onAgentPage();
  expect(wizard.state().page).toBe('agent');
  wizard.type('http://10.0.0.1:80,10.0.0.2:80');
  wizard.press('enter');
  wizard.type('0070');
  wizard.press('enter', 'enter');
  expect(wizard.state().page).toBe('system');
  expect(documentIn(wizard).agent).toMatchObject({
    controllers: ['http://10.0.0.1:80', '10.0.0.2:80'],
    install_code: '0070',
  });
});

test('an agent: the sentences of the guide stand at the fields', () => {
  const wizard = onAgentPage();
  wizard.type('10.0.0.1');
  wizard.press('tab');
  wizard.type('70');
  wizard.press('tab');
  const shown = wizard.lines();
  const controller = shown.findIndex((line) => line.startsWith('Controller '));
  expect(shown[controller + 1]).toContain(
    'Controller is invalid: 10.0.0.1; Controller should be like: Address:Port',
  );
  const code = shown.findIndex((line) => line.startsWith('InstallCode'));
  expect(shown[code + 1]).toContain('InstallCode is invalid: InstallCode should be four numbers');
});

test('another role and back keeps what was typed, and writes only what belongs to the role', () => {
  const wizard = onAgentPage();
  wizard.type('10.0.0.1:80');
  wizard.press('escape', 'up', 'enter');
  expect(documentIn(wizard)).toMatchObject({ role: 'controller', controller: {} });
  expect(documentIn(wizard)).not.toHaveProperty('agent');
  wizard.goTo('role');
  wizard.press('down', 'enter');
  expect(wizard.screen()).toContain('Controller : [10.0.0.1:80');
});

test('an edited file comes back as it was', () => {
  const ha = { members: ['10.0.0.1', '10.0.0.2'], virtual_ip: '10.0.0.9' };
  const controller = { http_port: 8080, cluster_size: 5, ha, auth_key: KEY };
  expect(documentIn(start({ base: { role: 'controller', controller } })).controller).toEqual(controller);
  const single = { http_port: 80, cluster_size: 3, auth_key: KEY };
  expect(documentIn(start({ base: { role: 'controller', controller: single } })).controller).toEqual(single);
  const agent = { controllers: ['10.0.0.1:80', '10.0.0.2:80'], install_code: '0070', network_mode: 'ipvlan' };
  expect(documentIn(onAgentPage({ role: 'agent', agent })).agent).toEqual(agent);
});
