import { expect, test } from 'vitest';
import type { Disk } from '../../../src/disk/disk.ts';
import type { InstallEvent } from '../../../src/installer/events.ts';
import type { Inventory } from '../../../src/installer/inventory.ts';
import { previewInstall } from '../../../src/installer/preview.ts';
import { rowCells } from '../../../src/screens/width.ts';
import { stepsZh } from '../../../src/screens/wizard/text/steps-zh.ts';
import { wholeFrame } from '../../../src/screens/wizard/view.ts';
import type { Plan } from '../../../src/step.ts';
import { failedInstallation, installation } from '../../guide/installing.ts';
import { machineNames, recordedMachine } from '../../machines.ts';
import { recordingMachine } from '../../recording-machine.ts';
import { badEnd, goodStory } from '../story.ts';
import { start, told } from './driver.ts';

const inventory = recordedMachine('nvme-server');
const chinese = { inventory, language: 'zh', canShowChinese: true } as const;

const said = (line: string): InstallEvent => ({ time: '', event: 'output', id: 'write-usr', line });

test('bytes, rate, time left, steps and the newest of the log', () => {
  const wizard = told(start({ inventory }), goodStory);
  expect(wizard.lines().slice(2)).toEqual([
    'Installing',
    'Do not switch off. Ctrl+C aborts and leaves a disk that does not boot.',
    '',
    `[${'#'.repeat(10)}${'.'.repeat(40)}]`,
    ' 21 %    84 MB of 400 MB    40 MB/s    8 s left',
    '',
    '[ ok ] Partition /dev/sda (480 GB)  1.2 s',
    '[  > ] Write the system image',
    'Log (PgUp, PgDn):',
    'answers: /answers/default.yaml: found',
    '== Partition /dev/sda (480 GB)',
    '$ sfdisk /dev/sda',
    'Syncing disks.',
    '== Write the system image',
    ...Array.from({ length: 7 }, () => ''),
    'F1 Help  PgUp PgDn Log  Ctrl+C Abort  Ctrl+L Redraw',
  ]);
});

test('the same in Chinese', () => {
  const screen = told(start(chinese), goodStory).screen();
  expect(screen).toContain(' 21 %    84 MB / 400 MB    40 MB/s  剩余   8 秒');
  expect(screen).toContain('[ ok ] 对 /dev/sda 分区  1.2 秒');
  expect(screen).toContain('== 将系统映像写入 USR-A');
});

test('every step of every plan has a title in Chinese, and no title is of a step that is gone', async () => {
  const ids = new Set<string>();
  for (const machine of machineNames.map(recordedMachine)) {
    for (const disk of machine.disks) {
      for (const image of ['usr-image', 'disk-image']) {
        // With each disk the one behind it for data, the last with none.
        const data = machine.disks[machine.disks.indexOf(disk) + 1];
        for (const plan of [await planFor(machine, disk, image), await planFor(machine, disk, image, data)])
          for (const { id } of plan?.steps ?? []) ids.add(id);
      }
    }
  }
  expect([...ids].sort()).toEqual(Object.keys(stepsZh).sort());
});

test('the log is scrolled back, and what comes then does not move it', () => {
  const wizard = told(start({ inventory }), goodStory);
  for (let line = 1; line <= 40; line += 1) told(wizard, [said(`line ${line}`)]);
  expect(wizard.lines()).toContain('line 40');
  wizard.press('page-up');
  const before = wizard.lines();
  expect(before).not.toContain('line 40');
  told(wizard, [said('line 41')]);
  expect(wizard.lines()).toEqual(before);
  wizard.press('home');
  expect(wizard.lines()).toContain('answers: /answers/default.yaml: found');
  wizard.press('end');
  expect(wizard.lines()).toContain('line 41');
  told(wizard, [said('line 42')]);
  expect(wizard.lines()).toContain('line 42');
});

test('on a larger screen all steps and more of the log are shown', async () => {
  const wizard = told(start({ inventory, size: { columns: 132, rows: 43 } }), await whole());
  wizard.goTo('progress');
  const titles = wizard.state().run?.progress.steps.length ?? 0;
  expect(wizard.lines().filter((row) => row.startsWith('[ ok ]'))).toHaveLength(titles);
});

test('Esc and Enter stay; Ctrl+C says what was written', () => {
  const [note, begun, ...others] = goodStory;
  if (!note || !begun) throw new Error('no story');
  const wizard = told(start({ inventory }), [note, begun]);
  wizard.press('escape', 'enter', 'restart');
  expect(wizard.state().page).toBe('progress');
  wizard.press('abort');
  expect(wizard.screen()).toContain('Nothing was written to /dev/sda yet.');
  wizard.press('escape');
  told(wizard, others);
  wizard.press('abort');
  expect(wizard.screen()).toContain('/dev/sda is being written: it will not boot');
  wizard.press('tab', 'enter');
  expect(wizard.requests.at(-1)).toEqual({ kind: 'abort-install' });
});

const time = new Date(0).toISOString();
const undo: InstallEvent = { time, event: 'undo', id: 'partition', message: 'umount: busy', failed: true };

async function planFor(
  machine: Inventory,
  { serial }: Disk,
  image = 'usr-image',
  data?: Disk,
): Promise<Plan | undefined> {
  const document = {
    version: 1,
    role: 'controller',
    controller: {},
    system: { hostname: 'node1', password_hash: `$6$saltsalt$${'h'.repeat(86)}` },
    network: { interface: { name: machine.links[0]?.name }, address: 'dhcp' },
    disk: { target: { serial }, ...(data ? { data: { select: { serial: data.serial } } } : {}) },
    install: { image },
  };
  const { ready } = await previewInstall(document, { inventory: machine, machine: recordingMachine() });
  return ready?.plan;
}

/** A whole installation of this machine, or one that fails. */
async function whole(failing?: string): Promise<readonly InstallEvent[]> {
  const disk = inventory.disks.find(({ path }) => path === '/dev/nvme1n1');
  const plan = disk && (await planFor(inventory, disk));
  if (!plan) throw new Error('no plan');
  return failing === undefined ? installation(plan) : failedInstallation(plan, failing);
}

test.each(['en', 'zh'] as const)(
  '%s: no row is cut at 80 columns, from the beginning to either end',
  async (language) => {
    for (const events of [await whole(), await whole('write-usr'), [...goodStory, undo, ...badEnd]]) {
      const wizard = start({ inventory, language, canShowChinese: true });
      for (const event of events) {
        told(wizard, [event]);
        const wide = wholeFrame(wizard.state()).rows.filter((row) => rowCells(row) > 80);
        expect(wide.map((row) => row.map(({ text }) => text).join(''))).toEqual([]);
      }
    }
  },
);

test('in Chinese nothing but commands and their output is English', async () => {
  for (const failing of [undefined, 'write-usr']) {
    const wizard = told(start(chinese), await whole(failing));
    const shown = wizard.lines().filter((row) => /[A-Za-z]{4,} [A-Za-z]{3,} [A-Za-z]{3,}/.test(row));
    expect(shown.filter((row) => !row.startsWith('ERROR on Installing COS To Device'))).toEqual([]);
  }
});
