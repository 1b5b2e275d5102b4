import { expect, test } from 'vitest';
import { documentOf } from '../../../src/screens/wizard/document.ts';
import { Secret } from '../../../src/secret.ts';
import { type Driver, start } from './driver.ts';

const PASSWORD = 'tr0ub4dor&3 horse';
const HASH = `$6$saltsalt$${'x'.repeat(86)}`;
const systemIn = (wizard: Driver) => documentOf(wizard.state().pages, wizard.state()).system;

function onSystemPage(base = {}): Driver {
  const wizard = start({ base });
  wizard.goTo('system');
  return wizard;
}

function typed(first: string, second: string, base = {}): Driver {
  const wizard = onSystemPage(base);
  wizard.press('tab');
  wizard.type(first);
  wizard.press('tab');
  wizard.type(second);
  wizard.press('tab');
  return wizard;
}

/** Answers the last wish for a hash. */
function answer(wizard: Driver, hash: string): void {
  const last = wizard.requests.findLast((one) => one.kind === 'hash');
  if (!last) throw new Error('no hash was asked for');
  wizard.send({ kind: 'hashed', password: last.password, hash });
}

const asked = (wizard: Driver) =>
  wizard.requests.flatMap((one) => (one.kind === 'hash' ? [one.password.reveal()] : []));

test('the name is proposed, the user shown', () => {
  const wizard = onSystemPage();
  expect(wizard.screen()).toContain('[cos-a1b2c3_');
  expect(wizard.screen()).toContain('UserName: cos');
});

test.each(['-a', 'a_b', 'localhost', '7'])('the name %s is refused at its field', (name) => {
  const wizard = onSystemPage();
  wizard.press('erase-line');
  wizard.type(name);
  wizard.press('tab');
  expect(wizard.screen()).toContain(`${name} is not a host name`);
});

test('a password is hidden, hashed when the page is left, and then nowhere', () => {
  const wizard = typed(PASSWORD, PASSWORD);
  const seen = [wizard.screen()];
  expect(seen[0]).toContain('*'.repeat(PASSWORD.length));
  wizard.press('enter');
  expect(wizard.state().page).toBe('advanced');
  expect(asked(wizard)).toEqual([PASSWORD]);
  expect(JSON.stringify(wizard.requests)).not.toContain(PASSWORD);
  expect(systemIn(wizard)).toMatchObject({ password: PASSWORD });
  expect(systemIn(wizard)).not.toHaveProperty('password_hash');
  answer(wizard, HASH);
  expect(JSON.stringify(wizard.state())).not.toContain(PASSWORD);
  expect(systemIn(wizard)).toMatchObject({ password_hash: HASH });
  expect(systemIn(wizard)).not.toHaveProperty('password');
  wizard.press('escape');
  seen.push(wizard.screen());
  expect(seen.join('\n')).not.toContain(PASSWORD);
  expect(seen[1]).toContain('(is set; typing replaces it)');
  wizard.press('tab', 'tab', 'tab', 'enter');
  expect(wizard.state().page).toBe('advanced');
  expect(asked(wizard)).toEqual([PASSWORD]);
});

test('another password replaces the hashed one', () => {
  const wizard = typed(PASSWORD, PASSWORD);
  wizard.press('enter');
  answer(wizard, HASH);
  wizard.press('escape', 'tab');
  wizard.type('another password');
  wizard.press('tab');
  wizard.type('another password');
  expect(systemIn(wizard)).toMatchObject({ password: 'another password' });
  expect(systemIn(wizard)).not.toHaveProperty('password_hash');
  wizard.press('tab', 'enter');
  const other = HASH.replaceAll('x', 'y');
  answer(wizard, other);
  expect(systemIn(wizard)).toMatchObject({ password_hash: other });
});

test('a hash that arrives while the password is being changed is not taken for the new one', () => {
  const wizard = typed(PASSWORD, PASSWORD);
  wizard.press('enter', 'escape', 'tab');
  wizard.type('!');
  answer(wizard, HASH);
  expect(systemIn(wizard)).toMatchObject({ password: `${PASSWORD}!` });
});

test.each([
  ['back to a page before', ['escape']],
  ['on to the next page', ['tab', 'tab', 'tab', 'enter']],
] as const)('a hash of the password before the change, %s: the new one stays', (_, way) => {
  const wizard = typed(PASSWORD, PASSWORD);
  wizard.press('enter', 'escape', 'tab', 'erase-line');
  wizard.type('another password');
  wizard.press('tab', 'erase-line');
  wizard.type('another password');
  wizard.press('back-tab', 'back-tab', ...way);
  expect(wizard.state().page).not.toBe('system');
  wizard.send({ kind: 'hashed', password: new Secret(PASSWORD), hash: HASH });
  expect(systemIn(wizard)).toMatchObject({ password: 'another password' });
});

test('an empty password is refused', () => {
  const wizard = typed('', '');
  wizard.press('enter');
  expect(wizard.state()).toMatchObject({ page: 'system', focus: 'system.password' });
  expect(wizard.screen()).toContain('must not be empty');
});

test('two different passwords are refused at the second', () => {
  const wizard = typed(PASSWORD, 'something else');
  const at = wizard.lines().findIndex((line) => line.startsWith('Password again'));
  expect(wizard.lines()[at + 1]).toContain('differs from the password above');
  wizard.press('enter');
  expect(wizard.state()).toMatchObject({ page: 'system', focus: 'system.password_again' });
});

test('fewer than 8 characters warn, and are asked about', () => {
  const wizard = typed('cos', 'cos');
  expect(wizard.screen()).toContain('i has fewer than 8 characters');
  wizard.press('enter');
  expect(wizard.screen()).toContain(
    'The password has fewer than 8 characters; longer is safer. Use it all the',
  );
  wizard.press('enter');
  expect(wizard.state().page).toBe('system');
  expect(asked(wizard)).toEqual([]);
  wizard.press('enter', 'right', 'enter');
  expect(wizard.state().page).toBe('advanced');
  expect(asked(wizard)).toEqual(['cos']);
});

test('blanks belong to a password', () => {
  expect(systemIn(typed(' two words ', ' two words '))).toMatchObject({ password: ' two words ' });
});

test('an edited file with a hash keeps it, or gets another one', () => {
  const base = { system: { hostname: 'node1', password_hash: HASH } };
  const kept = typed('', '', base);
  expect(kept.screen()).toContain('(is set; typing replaces it)');
  kept.press('enter');
  expect(kept.state().page).toBe('advanced');
  expect(systemIn(kept)).toMatchObject({ hostname: 'node1', password_hash: HASH });
  const changed = typed(PASSWORD, PASSWORD, base);
  expect(systemIn(changed)).toMatchObject({ password: PASSWORD });
  expect(systemIn(changed)).not.toHaveProperty('password_hash');
});

test('a plain password of an edited file is not shown, and hashed like a typed one', () => {
  const wizard = onSystemPage({ system: { hostname: 'node1', password: PASSWORD } });
  expect(wizard.screen()).not.toContain('*');
  expect(systemIn(wizard)).toMatchObject({ password: PASSWORD });
  wizard.press('enter', 'enter', 'enter', 'enter');
  expect(asked(wizard)).toEqual([PASSWORD]);
  answer(wizard, HASH);
  expect(systemIn(wizard)).toMatchObject({ password_hash: HASH });
  expect(JSON.stringify(wizard.state())).not.toContain(PASSWORD);
});

test('a hash of an edited file that is none is said at the password', () => {
  const wizard = typed('', '', { system: { hostname: 'node1', password_hash: 'nonsense' } });
  wizard.press('enter');
  expect(wizard.state()).toMatchObject({ page: 'system', focus: 'system.password' });
  expect(wizard.screen()).toContain('is not a crypt(5) hash');
});

test('a name that is too long already takes no more', () => {
  const hostname = 'a'.repeat(2010);
  const wizard = onSystemPage({ system: { hostname } });
  wizard.type('b'.repeat(30));
  expect(systemIn(wizard)).toMatchObject({ hostname });
});
