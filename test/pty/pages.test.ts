import { test } from 'vitest';
import type { Size } from '../../src/screens/frame.ts';
import { Secret } from '../../src/secret.ts';
import { commandLine } from '../commands/program.ts';
import { recordedMachine } from '../machines.ts';
import { type Driver, start } from '../screens/wizard/driver.ts';
import { answer, HASH } from '../screens/wizard/summarised.ts';
import { mirror } from './mirror.ts';
import { openPty } from './pty.ts';

const NAME = 'test/machines/virtio-vm.json';
const PASSWORD = 'secret12345';
const inventory = recordedMachine('virtio-vm');
type Pair = ReturnType<typeof mirror>;
const TOO_SMALL = { columns: 60, rows: 12 };

const CASES = [
  { term: 'vt100', role: 'controller', columns: 80, rows: 24, chinese: false },
  { term: 'linux', role: 'agent', columns: 100, rows: 30, chinese: false },
  { term: 'screen-256color', role: 'controller', columns: 132, rows: 43, chinese: true },
  { term: 'xterm-256color', role: 'agent', columns: 250, rows: 80, chinese: true },
] as const;

test.each(CASES)('$term, $role, $columns x $rows: the terminal shows every page as it is', async (one) => {
  const { term, columns, rows, chinese } = one;
  const size = { columns, rows };
  const pty = openPty(commandLine(['wizard', '--machine', NAME]), {
    term,
    ...size,
    env: { LANG: 'C.UTF-8' },
  });
  await pty.waitFor(/Welcome to COS Installation/);
  const driver = start({ inventory, size, purpose: 'rehearse', canShowChinese: chinese });
  const pair = mirror(pty, driver, term);
  if (chinese) await pair.press('down', { text: ' ' });
  await settings(pair, one.role);
  await system(pair, driver);
  await resized(pair, size);
  await network(pair, driver, one.role);
  await resized(pair, size);
  await disk(pair, driver);
  await pair.press('tab', 'enter');
  await pair.press({ text: 'ther' }, 'enter');
  await resized(pair, size);
  await pair.press('erase-line', { text: 'rget' }, 'enter');
  pty.kill();
});

/** Another size on any page; one that is too small; and back. */
async function resized({ resize }: Pair, size: Size): Promise<void> {
  for (const one of [TOO_SMALL, { columns: 90, rows: 25 }, size]) await resize(one);
}

async function settings({ press, send }: Pair, role: 'controller' | 'agent'): Promise<void> {
  await press('tab', 'enter');
  await press('help');
  await press('enter');
  if (role === 'agent') {
    await press('down', 'enter');
    send('erase-line', { text: '192.168.122.200:80' }, 'enter', { text: '8070' }, 'enter');
  } else {
    await press('enter');
    await press('enter', 'enter', 'enter');
    send('enter');
  }
}

/** The name that the program proposes is another one every time. */
async function system({ press }: Pair, driver: Driver): Promise<void> {
  await press('erase-line', { text: 'node1' }, 'enter', { text: PASSWORD }, 'tab', { text: PASSWORD });
  await press('enter');
  driver.send({ kind: 'hashed', password: new Secret(PASSWORD), hash: HASH });
  await press('enter', 'enter', 'enter', 'enter');
}

async function network({ press, send, shows }: Pair, driver: Driver, role: string): Promise<void> {
  send('enter');
  const outcome = { result: 'failed', reason: `${NAME} is a recording` } as const;
  driver.send({ kind: 'dhcp', link: 'enp1s0', outcome });
  await shows();
  await press('enter');
  if (role === 'agent') await press('enter');
  await press('enter', { text: '192.168.122.170/24' }, 'tab', { text: '10.0.0.1' }, 'enter');
}

async function disk({ press, send, shows }: Pair, driver: Driver): Promise<void> {
  await press('up', 'erase-line', { text: '192.168.122.1' }, 'enter', 'enter', 'enter', 'enter');
  await press({ text: ' ' }, 'enter');
  send('enter');
  await answer(driver, inventory);
  await shows();
}
