import { markDisk } from '../disk/mark.ts';
import { proveDisk } from '../disk/prove.ts';
import { proveSize } from '../disk/prove-size.ts';
import { proveWiped } from '../disk/prove-wiped.ts';
import { rereadTable } from '../disk/reread-table.ts';
import { keepUndo, setUndoState, storeUndo } from '../disk/undo.ts';
import { wipeEnds } from '../disk/wipe-ends.ts';
import { writeTable } from '../disk/write-table.ts';
import type { Machine, RunOptions, Spent } from '../machine.ts';
import { reveal } from '../secret.ts';
import type { Action, CompareAction } from '../step.ts';
import { numbered } from './bad-bytes.ts';
import { addSpent, NO_TIME } from './bottleneck.ts';
import { unpack } from './unpack.ts';

/** What one step's actions report while they run. */
export type Report = {
  readonly command: (argv: readonly string[]) => void;
  readonly line: (line: string) => void;
  /** Bytes copied or read since the last call, and the seconds that each stage of it worked. */
  readonly bytes: (more: number, worked?: Spent) => void;
};

type Tools = { readonly machine: Machine; readonly report: Report; readonly signal?: AbortSignal };

/** Carries out actions in order; the first one that fails rejects. */
export async function perform(actions: readonly Action[], tools: Tools): Promise<void> {
  for (const action of actions) {
    tools.signal?.throwIfAborted();
    await performOne(action, tools);
  }
}

async function performOne(action: Action, tools: Tools): Promise<void> {
  const { machine } = tools;
  switch (action.do) {
    case 'run':
      return run(action.argv, tools, action.stdin === undefined ? {} : { stdin: reveal(action.stdin) });
    case 'write-file':
      return machine.writeFile(action.path, reveal(action.content), action.mode);
    case 'copy':
      return numbered(machine, action, machine.copy(action, io(tools)));
    case 'read':
      return numbered(machine, action, machine.read({ ...action, path: action.from }, io(tools)));
    case 'compare':
      return numbered(machine, action, compare(action, tools));
    case 'unpack':
      return numbered(machine, action, unpack(machine, action, io(tools)));
    case 'prove-disk':
      return proveDisk(machine, action);
    case 'prove-wiped':
      return proveWiped(machine, action.device);
    case 'prove-size':
      return numbered(machine, action, proveSize(machine, action.device, action.bytes, tools.signal));
    case 'wipe-ends':
      return wipeEnds(machine, action.device, action.bytes);
    case 'keep-undo':
      return keepUndo(machine, action);
    case 'mark':
      return markDisk(machine, action.device, action.table);
    case 'store-undo':
      return storeUndo(machine, action);
    case 'end-undo':
      return setUndoState(machine, { ...action, state: 'gone' });
    case 'write-table':
      return writeTable(machine, action);
    case 'reread-table':
      return rereadTable(machine, action.device, action.partitions, tools.signal);
    case 'within':
      return within(action, tools);
  }
}

/**
 * What enters and leaves a scope waits for udev, which never answers where it could not write to /run
 * (dmsetup(8), udevcomplete).
 */
const SCOPE_LIMIT = { timeoutSeconds: 120 } as const;

/** Leaves the scope in every case; where both fail, what happened inside is the news. */
async function within(action: Extract<Action, { do: 'within' }>, tools: Tools): Promise<void> {
  // Neither is aborted: a mount(8) that is killed may have mounted already, and it would stay behind.
  const whole = { machine: tools.machine, report: tools.report };
  await run(action.enter, whole, SCOPE_LIMIT);
  try {
    await perform(action.run, tools);
  } catch (failure) {
    await run(action.leave, whole, SCOPE_LIMIT).catch((second: unknown) => {
      tools.report.line(second instanceof Error ? second.message : String(second));
    });
    throw failure;
  }
  await run(action.leave, whole, SCOPE_LIMIT);
}

async function run(
  argv: readonly [string, ...string[]],
  tools: Tools,
  options: Pick<RunOptions, 'stdin' | 'timeoutSeconds'> = {},
): Promise<void> {
  tools.report.command(argv);
  await tools.machine.run(argv, {
    onLine: (_, line) => tools.report.line(line),
    ...options,
    ...(tools.signal ? { signal: tools.signal } : {}),
  });
}

/** Only a length that the plan knows is counted. */
function compare({ with: wanted, ...action }: CompareAction, tools: Tools): Promise<void> {
  const request = { ...action, with: 'content' in wanted ? { content: reveal(wanted.content) } : wanted };
  const { signal } = tools;
  const counted = action.bytes === undefined ? (signal ? { signal } : {}) : io(tools);
  return tools.machine.compare(request, counted);
}

function io({ report, signal }: Tools) {
  let seen = 0;
  let before = NO_TIME;
  return {
    ...(signal ? { signal } : {}),
    onProgress: (done: number, spent?: Spent) => {
      report.bytes(done - seen, spent && addSpent(spent, before, -1));
      seen = done;
      before = spent ?? before;
    },
  };
}
