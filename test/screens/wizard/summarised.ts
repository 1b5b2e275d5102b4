import type { Inventory } from '../../../src/installer/inventory.ts';
import { type Previewed, previewInstall } from '../../../src/installer/preview.ts';
import type { Request } from '../../../src/screens/wizard/message.ts';
import type { Start } from '../../../src/screens/wizard/state.ts';
import { wholeFrame } from '../../../src/screens/wizard/view.ts';
import { fixedRandom } from '../../fixed-random.ts';
import { recordedMachine } from '../../machines.ts';
import { recordingMachine } from '../../recording-machine.ts';
import { type Driver, start } from './driver.ts';

export const HASH = `$6$saltsalt$${'h'.repeat(86)}`;
export const KEY = 'K'.repeat(40);
export const CODE = '8071';

const common = {
  version: 1,
  system: { hostname: 'node1', password_hash: HASH },
  network: { address: '192.168.122.171/24', gateway: '192.168.122.1' },
};
const roles = {
  controller: { ...common, role: 'controller', controller: { auth_key: KEY } },
  agent: {
    ...common,
    role: 'agent',
    agent: { controllers: ['192.168.122.170:80'], install_code: CODE, network_mode: 'bridge' },
  },
};

/** A file that fits a machine: its first card, and its disk by serial number. */
export function fileFor(name: string, serial?: string, role: keyof typeof roles = 'controller') {
  const { links } = recordedMachine(name);
  const file = roles[role];
  return {
    ...file,
    network: { ...file.network, interface: { name: links[0]?.name } },
    ...(serial === undefined ? {} : { disk: { target: { serial } } }),
  };
}

/** The last wish for a preview. */
export const lastPreview = (requests: readonly Request[]) =>
  requests.filter((request) => request.kind === 'preview').at(-1);

/** Answers the last wish for a preview as the program does. */
export async function answer(driver: Driver, inventory: Inventory | undefined): Promise<Previewed> {
  const asked = lastPreview(driver.requests);
  if (!asked) throw new Error('no preview was asked for');
  const world = { inventory, machine: recordingMachine(), random: fixedRandom() };
  const made = await previewInstall(asked.document, world);
  driver.send({ kind: 'preview', document: asked.document, preview: made.preview });
  return made;
}

/** A wizard whose summary shows what these answers would do. */
export async function ready(
  options: Partial<Start> = {},
  role: keyof typeof roles = 'controller',
): Promise<Driver> {
  const inventory = recordedMachine('nvme-server');
  const driver = start({ inventory, base: fileFor('nvme-server', 'S64GNE0R800214', role), ...options });
  driver.goTo('summary');
  await answer(driver, inventory);
  return driver;
}

/** From the summary to the confirmation, the disk named: the marker stands on the safe line. */
export function named(driver: Driver, text = '0214'): void {
  driver.press('tab', 'enter');
  driver.type(text);
  driver.press('enter');
}

/** Moves to the menu's line that shows a text. */
export function moveTo(driver: Driver, text: string): void {
  driver.press('home');
  for (let moved = 0; moved < 100; moved++) {
    if (driver.lines().some((line) => line.startsWith(' > ') && line.includes(text))) return;
    driver.press('down');
  }
  throw new Error(`no line ${text}\n${driver.screen()}`);
}

/** Everything on a page, however long. */
export function whole(driver: Driver): string {
  const { rows } = wholeFrame({ ...driver.state(), size: { columns: 80, rows: 400 } });
  return rows.map((row) => row.map(({ text }) => text).join('')).join('\n');
}
