import type { Spent } from '../machine.ts';

/** A stage of copying: reading the medium, writing to the disk, reading back, hashing. */
export type Stage = keyof Spent;

export const NO_TIME: Spent = { source: 0, target: 0, read_back: 0, hash: 0 };
const STAGES = ['source', 'target', 'read_back', 'hash'] as const satisfies readonly Stage[];

/** Below this part of the time no stage holds the others up: small files, many programs. */
const HOLDS_UP = 0.5;
/** Another stage takes the place of the named one only when it works so much more: words on a screen stay. */
const MARGIN = 0.15;

/** Seconds of each stage, added up; `times` -1 takes them away. */
export function addSpent(one: Spent, other: Spent, times = 1): Spent {
  const [source, target, read_back, hash] = STAGES.map((stage) => one[stage] + times * other[stage]);
  return { source: source ?? 0, target: target ?? 0, read_back: read_back ?? 0, hash: hash ?? 0 };
}

/**
 * The stage that the others wait for. They work side by side, so it is the one that worked most of the time.
 * @param worked seconds of each stage within `elapsed` seconds
 * @param named the stage that was named before
 */
export function bottleneckOf(worked: Spent, elapsed: number, named?: Stage): Stage | undefined {
  const share = (stage: Stage) => worked[stage] / elapsed + (stage === named ? MARGIN : 0);
  const [most] = STAGES.toSorted((a, b) => share(b) - share(a));
  return most !== undefined && share(most) >= HOLDS_UP ? most : undefined;
}
