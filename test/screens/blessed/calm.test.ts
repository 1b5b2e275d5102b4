import { expect, test } from 'vitest';
import type { InstallEvent } from '../../../src/installer/events.ts';
import { previewInstall } from '../../../src/installer/preview.ts';
import { paint, type Screen } from '../../../src/screens/blessed/paint.ts';
import { view } from '../../../src/screens/wizard/view.ts';
import { installation } from '../../guide/installing.ts';
import { recordedMachine } from '../../machines.ts';
import { recordingMachine } from '../../recording-machine.ts';
import { start } from '../wizard/driver.ts';
import { capabilitiesOfTerm } from './terminfo.ts';

const inventory = recordedMachine('nvme-server');

/** All that an installation of this machine says. */
async function events(): Promise<readonly InstallEvent[]> {
  const document = {
    version: 1,
    role: 'controller',
    controller: {},
    system: { hostname: 'node1', password_hash: `$6$saltsalt$${'h'.repeat(86)}` },
    network: { interface: { name: inventory.links[0]?.name }, address: 'dhcp' },
    disk: { target: { serial: inventory.disks.find(({ path }) => path === '/dev/nvme1n1')?.serial } },
  };
  const { ready } = await previewInstall(document, { inventory, machine: recordingMachine() });
  if (!ready) throw new Error('no plan');
  return installation(ready.plan);
}

test.each(['vt100', 'vt220', 'linux', 'xterm-256color'])(
  '%s: an installation costs a few hundred bytes a second, also on a console that watches it',
  async (term) => {
    const capabilities = capabilitiesOfTerm(term);
    const wizard = start({ inventory });
    let screen: Screen | undefined;
    const draw = () => {
      const painted = paint(screen, view(wizard.state()), capabilities);
      screen = painted.screen;
      return Buffer.byteLength(painted.bytes);
    };
    const bytes: number[] = [];
    let second = 0;
    for (const event of await events()) {
      const page = wizard.state().page;
      const now = Math.floor(Date.parse(event.time) / 1000);
      if (page === 'progress' && now > second) bytes.push(draw());
      second = now;
      wizard.send({ kind: 'event', event });
      if (wizard.state().page !== page) draw();
    }
    expect(bytes.length).toBeGreaterThan(20);
    expect(Math.max(...bytes)).toBeLessThan(600);
    expect(bytes.reduce((sum, one) => sum + one, 0) / bytes.length).toBeLessThan(150);
  },
);
