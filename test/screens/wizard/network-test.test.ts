import { expect, test } from 'vitest';
import { recordedMachine } from '../../machines.ts';
import { NETWORK_FAILED, NETWORK_PASSED } from '../../network/network-checks.ts';
import { type Driver, start } from './driver.ts';
import { fileFor, whole } from './summarised.ts';

const inventory = recordedMachine('nvme-server');
const base = fileFor('nvme-server', 'S64GNE0R800214');

function opened(options: Parameters<typeof start>[0] = {}): Driver {
  const driver = start({ inventory, base, ...options });
  driver.goTo('network-test');
  return driver;
}

const tests = ({ requests }: Driver) => requests.filter(({ kind }) => kind === 'test-network');

function asked(driver: Driver): unknown {
  const request = tests(driver).at(-1);
  if (request?.kind !== 'test-network') throw new Error('no test was asked for');
  return request.document;
}

function ended(driver: Driver, checks = NETWORK_PASSED): void {
  driver.send({ kind: 'network-tested', document: asked(driver), checks, problems: [] });
}

test('it runs by itself, and each answer is shown as it comes', () => {
  const driver = opened();
  expect(tests(driver)).toHaveLength(1);
  driver.tick(3);
  expect(driver.screen()).toContain('Testing ... 3 s');
  const [first] = NETWORK_PASSED;
  if (!first) throw new Error('no check');
  driver.send({ kind: 'network-check', document: asked(driver), check: first });
  expect(driver.screen()).toContain('[ok] address is free 192.168.122.170');
  expect(driver.screen()).toContain(' > ' + ' Go on without waiting');
  ended(driver);
  expect(driver.screen()).toContain('Nothing failed.');
  expect(driver.screen()).toMatch(/ > +Go on\s*$/m);
  driver.press('enter');
  expect(driver.state().page).toBe('summary');
  expect(whole(driver)).not.toContain('Network test');
});

test('what failed is said, leads to its page, and stands on the summary; then the test runs again', () => {
  const driver = opened();
  ended(driver, NETWORK_FAILED);
  expect(driver.screen()).toContain('Failed: 1.');
  expect(driver.screen()).toMatch(/\[not possible\] time server/);
  expect(driver.screen()).toMatch(/ > +Go on anyway/);
  driver.press('enter');
  expect(whole(driver)).toContain('Network test, failed: name server 192.168.122.1');
  driver.press('escape');
  expect(driver.state().page).toBe('network-test');
  expect(tests(driver)).toHaveLength(1);
  driver.press('down', 'down', 'down', 'down', 'down', 'enter');
  expect(driver.state().page).toBe('addresses');
  driver.fill('network.gateway', '192.168.122.9');
  driver.goTo('network-test');
  expect(tests(driver)).toHaveLength(2);
});

test('saved answers say that failures were accepted, and only then', () => {
  const document = (checks = NETWORK_PASSED) => {
    const driver = opened();
    ended(driver, checks);
    driver.press('enter');
    const preview = driver.requests.filter((one) => one.kind === 'preview').at(-1);
    return preview?.kind === 'preview' ? preview.document : undefined;
  };
  expect(document(NETWORK_FAILED)).toMatchObject({ install: { preflight: 'warn' } });
  expect(document()).not.toHaveProperty('install.preflight');
});

test('again: by its line, on whatever was answered before', () => {
  const driver = opened();
  ended(driver);
  driver.press('down', 'enter');
  expect(tests(driver)).toHaveLength(2);
  expect(driver.state().networkTest).toMatchObject({ state: 'running', checks: [] });
});

test.each(['enter', 'escape', 'restart'] as const)(
  'left by %s it is given up, and its answers come too late',
  (key) => {
    const driver = opened();
    const document = asked(driver);
    driver.press(key);
    if (key === 'restart') driver.press('right', 'enter');
    expect(driver.requests.filter(({ kind }) => kind === 'cancel-network-test')).toHaveLength(1);
    driver.send({ kind: 'network-tested', document, checks: NETWORK_FAILED, problems: [] });
    expect(driver.state().networkTest).toEqual({ state: 'idle' });
    if (key !== 'enter') return;
    expect(whole(driver)).toContain('The network was not tested.');
  },
);

test('another disk does not make it void, another address does', () => {
  const driver = opened();
  ended(driver);
  driver.goTo('disk');
  driver.goTo('network-test');
  expect(tests(driver)).toHaveLength(1);
  driver.goTo('addresses');
  driver.fill('network.address', '192.168.122.99/24');
  driver.goTo('network-test');
  expect(tests(driver)).toHaveLength(2);
});

test.each([
  ['a recorded machine', { purpose: 'rehearse' }],
  ['a file', { purpose: 'write' }],
  ['turned off in the file', { base: { ...base, install: { preflight: 'off' } } }],
] as const)('%s: it is not asked', (_, options) => {
  const driver = start({ inventory, base, ...options });
  driver.goTo('data-disk');
  driver.press('tab', 'enter');
  expect(driver.state().page).toBe('summary');
  expect(tests(driver)).toEqual([]);
  expect(whole(driver)).not.toContain('not tested');
});

test('in Chinese too', () => {
  const driver = opened({ language: 'zh', canShowChinese: true });
  ended(driver, NETWORK_FAILED);
  expect(driver.screen()).toContain('[失败] 域名服务器 192.168.122.1 没有应答');
});
