import type { IoOptions, Spent } from './requests.ts';

export type Stage = keyof Spent;

/** Counts bytes, and the seconds in which each stage has something to do. */
export class Meter {
  readonly #onProgress: IoOptions['onProgress'];
  readonly #weight: number;
  readonly #spent: Record<Stage, number> = { source: 0, target: 0, read_back: 0, hash: 0 };
  readonly #running = new Map<Stage, { count: number; since: number }>();
  #bytes = 0;

  /** @param passes how often each byte is counted before it is done. */
  constructor(passes: number, onProgress: IoOptions['onProgress']) {
    this.#weight = 1 / passes;
    this.#onProgress = onProgress;
  }

  /** Does the work of a stage; what overlaps is counted once. */
  async during<T>(stage: Stage, work: () => Promise<T>): Promise<T> {
    this.#enter(stage);
    try {
      return await work();
    } finally {
      this.#leave(stage);
    }
  }

  /** The same for work that does not wait. */
  at<T>(stage: Stage, work: () => T): T {
    this.#enter(stage);
    try {
      return work();
    } finally {
      this.#leave(stage);
    }
  }

  done(bytes: number): void {
    this.#bytes += bytes * this.#weight;
    this.#onProgress?.(Math.floor(this.#bytes), this.#now());
  }

  #enter(stage: Stage): void {
    const running = this.#running.get(stage);
    if (running) running.count++;
    else this.#running.set(stage, { count: 1, since: performance.now() });
  }

  #leave(stage: Stage): void {
    const running = this.#running.get(stage);
    if (!running || --running.count > 0) return;
    this.#spent[stage] += seconds(running.since);
    this.#running.delete(stage);
  }

  /** With what is under way: a stage that has hung for a minute shows. */
  #now(): Spent {
    const spent = { ...this.#spent };
    for (const [stage, { since }] of this.#running) spent[stage] += seconds(since);
    return spent;
  }
}

function seconds(since: number): number {
  return (performance.now() - since) / 1000;
}
