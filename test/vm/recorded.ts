import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import type { Action } from '../power/cuts.ts';
import { Replay } from '../power/replay.ts';
import { copySparse } from './disk-contents.ts';
import { judge, type Reference } from './judge.ts';
import { withVm } from './qemu.ts';
import { install, LIMITS, type Stage, withMedium, withTarget } from './scenario.ts';

/** An installation whose writes were recorded. */
export type Recorded = {
  readonly stage: Stage;
  /** The disk before, and every write to it since then. */
  readonly before: string;
  readonly log: string;
};

/** Installs on a copy of the disk `before`, until the machine is off, and records each write, flush and discard. */
export async function recordInstall(stage: Stage, before: string): Promise<Recorded> {
  copySparse(before, stage.disks[0]);
  const log = join(stage.folder, 'writes.log');
  execFileSync('truncate', ['--size=0', log]);
  await withVm(withTarget(withMedium(stage, true), { writeLog: log }), async (vm) => {
    await install(vm);
    await vm.powerOff(LIMITS.off);
  });
  return { stage, before, log };
}

/** Replays the recording; `look` gets the disk as each cut leaves it. @returns the disk at the end. */
export async function replay(
  { stage, before, log }: Recorded,
  actions: (replay: Replay) => Iterable<Action>,
  look: (cut: string, image: string) => void | Promise<void>,
): Promise<string> {
  const image = join(stage.folder, 'cut.img');
  copySparse(before, image);
  const disk = new Replay(image, log);
  await disk.run(actions(disk), (cut) => look(cut, image));
  disk.close();
  return image;
}

/** Judges each cut. @returns what must never be found, how often each outcome was, and how many cuts. */
export async function judgeCuts(
  recorded: Recorded,
  reference: Reference,
  actions: (replay: Replay) => Iterable<Action>,
) {
  const wrong: string[] = [];
  const found = new Map<string, number>();
  let cuts = 0;
  await replay(recorded, actions, (cut, image) => {
    cuts++;
    for (const [firmware, { outcome, because }] of Object.entries(judge(image, reference))) {
      const name = `${firmware}: ${outcome}`;
      found.set(name, (found.get(name) ?? 0) + 1);
      if (outcome === 'neither') wrong.push(`${cut}, ${firmware}: ${because}`);
    }
  });
  return { wrong, found, cuts };
}
