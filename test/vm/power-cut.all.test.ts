import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { chosenPlaces, cutsAfter, cutsInCache, epochsOf } from '../power/cuts.ts';
import { startUntil } from './bare-machine.ts';
import { breakages, removeNote } from './breakages.ts';
import { sentence } from './console.ts';
import { copySparse } from './disk-contents.ts';
import { expectStrangerUntouched } from './expectations.ts';
import { type Judged, judge, NOT_FINISHED, type Outcome, type Reference } from './judge.ts';
import { userDataOf } from './node-on-disk.ts';
import { OLD_SYSTEM, oldSystemBefore, oldSystemDisk } from './old-system.ts';
import { withVm } from './qemu.ts';
import { judgeCuts, type Recorded, recordInstall, replay } from './recorded.ts';
import { LIMITS, prepareStage, type Scenario, withoutMedium, withTarget } from './scenario.ts';

const scenario: Scenario = {
  name: 'power-cut',
  firmware: 'bios',
  as: 'cd',
  bus: 'virtio',
  number: 70,
  hostname: 'controller70',
  address: '192.168.122.70',
  role: { role: 'controller', controller: { cluster_size: 1 } },
  network: { address: '192.168.122.70/24', gateway: '192.168.122.1' },
  install: { on_success: 'poweroff' },
};

let recorded: Recorded;
let reference: Reference;
beforeAll(async () => {
  const stage = await prepareStage(scenario);
  recorded = await recordInstall(stage, oldSystemDisk(stage.folder, 'before.img'));
  const before = oldSystemBefore(recorded.before);
  reference = { kernelArgs: ['test.kept=yes'], userData: userDataOf(stage.disks[0]), before };
});

/** What a machine says on its serial line when it is started from a disk that was judged so. */
const SAYS: Record<'bios' | 'uefi', Record<Exclude<Outcome, 'neither'>, RegExp>> = {
  bios: {
    'old system untouched': new RegExp(OLD_SYSTEM),
    'does not boot and says why': sentence(NOT_FINISHED),
    complete: /Linux version/,
  },
  uefi: {
    'old system untouched': new RegExp(OLD_SYSTEM),
    'does not boot and says why': /UEFI Interactive Shell/,
    complete: /Linux version/,
  },
};

async function isMet({ outcome, because }: Judged, image: string, firmware: 'bios' | 'uefi'): Promise<void> {
  if (outcome === 'neither') throw new Error(because);
  await startUntil({ name: scenario.name, image, firmware }, SAYS[firmware][outcome]);
}

const started: string[] = [];

/** The node starts from the disk, up to the login prompt with the name that its answers gave it. */
async function starts(file: string, firmware: 'bios' | 'uefi'): Promise<void> {
  const machine = withTarget(withoutMedium(recorded.stage), { file, snapshot: true });
  await withVm({ ...machine, firmware }, async (vm) => {
    await vm.console.waitFor(new RegExp(`${scenario.hostname} login:`), LIMITS.firstBoot);
  });
  started.push(firmware);
}

describe('an installation that is cut', () => {
  test('anywhere between its writes leaves the old system, a disk that says why, or a node', async () => {
    const { wrong, found, cuts } = await judgeCuts(recorded, reference, ({ entries }) =>
      cutsAfter(entries, chosenPlaces(entries, 120, 60)),
    );
    expect(wrong).toEqual([]);
    expect(cuts).toBeGreaterThanOrEqual(200);
    for (const firmware of ['bios', 'uefi'])
      for (const outcome of ['old system untouched', 'does not boot and says why', 'complete'])
        expect([...found.keys()]).toContain(`${firmware}: ${outcome}`);
  });

  test.each(['one', 'two', 'three'])(
    'with a full disk cache leaves nothing else (order %s)',
    async (seed) => {
      const { wrong } = await judgeCuts(recorded, reference, ({ entries }) =>
        cutsInCache(entries, { epochs: new Set(epochsOf(entries).keys()), looks: 4, seed }),
      );
      expect(wrong).toEqual([]);
    },
  );

  test('is met by both firmwares as it was judged', async () => {
    let boots = 0;
    await replay(
      recorded,
      ({ entries }) => cutsAfter(entries, chosenPlaces(entries, 8, 10)),
      async (cut, image) => {
        const verdict = judge(image, reference);
        await Promise.all([isMet(verdict.bios, image, 'bios'), isMet(verdict.uefi, image, 'uefi')]).catch(
          (cause: unknown) => {
            throw new Error(`${cut}: ${JSON.stringify(verdict)}`, { cause });
          },
        );
        boots += 2;
      },
    );
    expect(boots).toBeGreaterThanOrEqual(40);
  });

  test('once it is complete is a node that starts', async () => {
    const image = await replay(
      recorded,
      ({ entries }) => cutsAfter(entries, chosenPlaces(entries, 0, 60)),
      async (_, cut) => {
        const verdict = judge(cut, reference);
        if (verdict.uefi.outcome === 'complete' && !started.includes('uefi')) await starts(cut, 'uefi');
      },
    );
    // UEFI finds the node before the last write, a BIOS after it.
    expect(started).toEqual(['uefi']);
    await starts(image, 'bios');
  });

  test.each(breakages)('is judged by what is there: %s', (_, broken) => {
    const image = join(recorded.stage.folder, 'broken.img');
    copySparse(recorded.stage.disks[0], image);
    expect(judge(image, reference)).toMatchObject({
      bios: { outcome: 'complete' },
      uefi: { outcome: 'complete' },
    });
    removeNote(image);
    broken(image);
    const outcomes = Object.values(judge(image, reference)).map(({ outcome }) => outcome);
    expect(outcomes).toContain('neither');
    rmSync(image);
  });

  test('leaves other disks as they were', async () => {
    await expectStrangerUntouched(recorded.stage);
  });
});
