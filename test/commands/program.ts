import { type ExecFileException, execFile } from 'node:child_process';
import { resolve } from 'node:path';

export type Run = { readonly code: number; readonly stdout: string; readonly stderr: string };
type Options = {
  readonly cwd?: string;
  /** A program that starts ours: `setpriv …`. */
  readonly through?: readonly string[];
  /** Instead of `cos-install`. */
  readonly program?: string;
};

export const ROOT = resolve(import.meta.dirname, '../..');
const MAIN = resolve(ROOT, 'src/main.ts');
/** `install` alone, also for a recorded machine. */
export const RECORDED_INSTALL = resolve(ROOT, 'test/commands/recorded-install.ts');

/** Programs that run at the same time: as many as the smallest machine has cores. */
const AT_ONCE = 2;

/** The command line of the program as it is, with the Node that runs the tests. */
export function commandLine(args: readonly string[], program = MAIN): [string, ...string[]] {
  return [process.execPath, program, ...args];
}

/** What the program finds around it: compiled sources are kept, so that starting it often is cheap. */
export const environment = {
  PATH: process.env.PATH,
  LC_ALL: 'C.UTF-8',
  TZ: 'UTC',
  NODE_COMPILE_CACHE: resolve(ROOT, 'build/compile-cache'),
};

/** Runs `cos-install` as a process of its own, without a terminal. */
export function cosInstall(
  args: readonly string[],
  { cwd = ROOT, through = [], program }: Options = {},
): Promise<Run> {
  const [file = '', ...rest] = [...through, ...commandLine(args, program)];
  return new Promise((done) => {
    execFile(file, rest, { cwd, env: environment, maxBuffer: 1 << 24 }, (failure, stdout, stderr) =>
      done({ code: exitCode(failure), stdout, stderr }),
    );
  });
}

function exitCode(failure: ExecFileException | null): number {
  if (failure === null) return 0;
  return typeof failure.code === 'number' ? failure.code : -1;
}

/** Does something with every item, a few at a time; results in the items' order. */
export async function eachOf<T, R>(items: readonly T[], work: (item: T) => Promise<R>): Promise<R[]> {
  const results = new Map<number, R>();
  const queue = items.entries();
  const worker = async () => {
    for (const [index, item] of queue) results.set(index, await work(item));
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  return [...results].toSorted(([a], [b]) => a - b).map(([, result]) => result);
}
