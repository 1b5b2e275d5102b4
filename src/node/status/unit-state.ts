import type { Machine } from '../../machine.ts';

/** What systemd says of a unit: org.freedesktop.systemd1(5). */
export type UnitState = {
  readonly isKnown: boolean;
  /** active, reloading, inactive, failed, activating, deactivating. */
  readonly active: string;
  /** running, exited, auto-restart, … */
  readonly sub: string;
  /** success, exit-code, timeout, … */
  readonly result: string;
  readonly exitStatus: string;
  /** It was to be started, and a condition was not met. */
  readonly isSkipped: boolean;
  /** It is to be started or stopped, and waits for its turn. */
  readonly isQueued: boolean;
  readonly wasTried: boolean;
  readonly restarts: number;
  /** Of its main process; 0 for none. */
  readonly pid: number;
  /** Of the last change, by the clock of this machine; undefined when it never changed. */
  readonly since: Date | undefined;
};

const PROPERTIES = [
  'Id',
  'LoadState',
  'ActiveState',
  'SubState',
  'Result',
  'ExecMainStatus',
  'ConditionResult',
  'ConditionTimestampMonotonic',
  'Job',
  'NRestarts',
  'MainPID',
  'StateChangeTimestampMonotonic',
] as const;
type Block = ReadonlyMap<string, string>;

/** States of all units in one call: a map by their names. */
export async function unitStates(
  machine: Machine,
  units: readonly string[],
  now = new Date(),
): Promise<ReadonlyMap<string, UnitState>> {
  const { stdout } = await machine.run(['systemctl', 'show', `--property=${PROPERTIES.join(',')}`, ...units]);
  const started = bootedAt((await machine.readText('/proc/uptime')) ?? '', now);
  const blocks = stdout.trim().split(/\n\n+/).map(blockOf);
  return new Map(blocks.map((block) => [block.get('Id') ?? '', stateOf(block, started)]));
}

/** proc_uptime(5): seconds since the start, then those spent idle. */
function bootedAt(uptime: string, now: Date): number {
  return now.getTime() - Number.parseFloat(uptime) * 1000;
}

/** Lines `Key=value`, as `systemctl show` is made for programs to read. */
function blockOf(text: string): Block {
  return new Map(
    text.split('\n').map((line) => {
      const end = line.indexOf('=');
      return [line.slice(0, end), line.slice(end + 1)];
    }),
  );
}

function stateOf(block: Block, booted: number): UnitState {
  const text = (key: (typeof PROPERTIES)[number]) => block.get(key) ?? '';
  const count = (key: (typeof PROPERTIES)[number]) => Number(text(key)) || 0;
  const changed = count('StateChangeTimestampMonotonic');
  const wasTried = count('ConditionTimestampMonotonic') > 0;
  const isSkipped = wasTried && text('ConditionResult') === 'no' && text('ActiveState') === 'inactive';
  return {
    isKnown: text('LoadState') !== 'not-found',
    active: text('ActiveState'),
    sub: text('SubState'),
    result: text('Result'),
    exitStatus: text('ExecMainStatus'),
    isSkipped,
    isQueued: count('Job') > 0,
    wasTried,
    restarts: count('NRestarts'),
    pid: count('MainPID'),
    since: changed > 0 && Number.isFinite(booted) ? new Date(booted + changed / 1000) : undefined,
  };
}
