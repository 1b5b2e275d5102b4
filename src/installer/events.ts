import type { Spent } from '../machine.ts';
import type { NetworkCheck } from '../network/check.ts';
import type { Problem } from '../problem.ts';
import type { Phase } from '../step.ts';
import type { Recorded } from './recorder.ts';

/** What state a failed or aborted install leaves the target in. */
export type DiskState = 'untouched' | 'unusable';

export type Failure = {
  /** The step that failed; absent when the install was aborted between steps. */
  readonly step_id?: string;
  readonly title?: string;
  /** One sentence: what happened. */
  readonly message: string;
  /** What the program or the system said, and the same with its number. Absent after an abort. */
  readonly reason?: string;
  readonly problems?: readonly Problem[];
  /** The command that failed, as typed, and the end of what it printed. */
  readonly command?: string;
  readonly output?: string;
  readonly exit_code: number;
  readonly device: string;
  readonly disk_state: DiskState;
  /** The disk for containers, where there is one. */
  readonly data_disk?: {
    readonly device: string;
    readonly disk_state: DiskState;
    readonly restorable?: true;
  };
  /** What it was can be put back: `restore-table`. */
  readonly restorable?: true;
  /** Two sentences for the operator: state of the disk, and what to do now. */
  readonly advice: string;
};

/** A step as it is announced; `writes`: the target's contents change in it. */
export type PlannedStep = {
  readonly id: string;
  readonly title: string;
  readonly phase: Phase;
  readonly writes?: true;
};

/** Everything an install says, as it says it: one JSON line each with `--output json`. Times are ISO 8601. */
export type InstallEvent = { readonly time: string } & (
  | {
      readonly event: 'started';
      readonly target: string;
      readonly steps: readonly PlannedStep[];
      /** Bytes that all steps together copy and read. */
      readonly total_bytes: number;
    }
  | { readonly event: 'step-started'; readonly id: string; readonly title: string }
  | { readonly event: 'command'; readonly id: string; readonly argv: readonly string[] }
  | { readonly event: 'output'; readonly id: string; readonly line: string }
  /** `spent`: seconds that each stage of the step's copies has worked so far. */
  | { readonly event: 'progress'; readonly id: string; readonly bytes: number; readonly spent?: Spent }
  | { readonly event: 'step-finished'; readonly id: string; readonly title: string; readonly seconds: number }
  /** `failed`: it could not be taken back. */
  | { readonly event: 'undo'; readonly id: string; readonly message: string; readonly failed?: true }
  | { readonly event: 'failed'; readonly failure: Failure }
  | { readonly event: 'finished'; readonly seconds: number }
  | { readonly event: 'problem'; readonly line: string; readonly problem: Problem }
  | { readonly event: 'note'; readonly line: string }
  /** One answer of the network, before anything is written. */
  | { readonly event: 'check'; readonly line: string; readonly check: NetworkCheck }
  /** Checks that failed are asked again until they pass, or the time that the answers give them is over. */
  | {
      readonly event: 'waiting';
      readonly line: string;
      readonly subjects: readonly string[];
      readonly seconds_left: number;
    }
  /** It did not succeed: where its log is. */
  | { readonly event: 'recorded'; readonly recorded: Recorded }
  /** The command is over: always the last event. */
  | { readonly event: 'ended'; readonly exit_code: number }
);

/** An event before the clock is read. */
export type Happening = InstallEvent extends infer E
  ? E extends InstallEvent
    ? Omit<E, 'time'>
    : never
  : never;
export type Emit = (happening: Happening) => void;
