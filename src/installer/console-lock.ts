import { linkSync, mkdirSync, readFileSync, rmdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { error, ProblemError } from '../problem.ts';

export type Lock = { readonly release: () => void };

/** `asked` is aborted when another console wants the installation stopped. */
export type InstallLock = Lock & { readonly asked: AbortSignal };

/** Asks the holder to stop installing, and not to end: SIGINT and SIGTERM end it. Node keeps SIGUSR1 for itself. */
const STOP = 'SIGUSR2';

/** What aborts a signal when a person wants the installation stopped, not only this process ended. */
export const ABORTED_BY_OPERATOR = 'SIGINT';

/**
 * Several consoles show the installer; only one may install. The lock is a file with the holder's
 * process id, made exclusively (link(2)); a lock whose holder has died is taken over.
 * @returns undefined where a living process holds it, or is taking it over.
 */
export function takeLock(path: string): Lock | undefined {
  mkdirSync(dirname(path), { recursive: true });
  for (;;) {
    if (madeWhole(path)) return { release: () => rmSync(path, { force: true }) };
    if (holderLives(path) || !removeDead(path)) return undefined;
  }
}

/**
 * Makes the lock with its content, or nothing of it: a lock without a number would never be anybody's to remove.
 * @returns false when it is there. @throws ProblemError when it cannot be written.
 */
function madeWhole(path: string): boolean {
  const mine = `${path}.${process.pid}`;
  try {
    writeFileSync(mine, `${process.pid}\n`);
    linkSync(mine, path);
    return true;
  } catch (cause) {
    if (isThere(cause)) return false;
    if (!(cause instanceof Error && 'syscall' in cause)) throw cause;
    throw new ProblemError(error('install.no-lock', path, { reason: cause.message }));
  } finally {
    rmSync(mine, { force: true });
  }
}

/**
 * Removes the lock of a holder that died. Only one process at a time looks and removes: otherwise a second
 * one could remove the lock that the first has just taken, and both would install.
 * @returns false while another one is at it.
 */
function removeDead(path: string): boolean {
  const busy = `${path}.busy`;
  try {
    mkdirSync(busy);
  } catch (cause) {
    if (isThere(cause)) return false;
    throw cause;
  }
  if (!holderLives(path)) rmSync(path, { force: true });
  rmdirSync(busy);
  return true;
}

function isThere(cause: unknown): boolean {
  return cause instanceof Error && 'code' in cause && cause.code === 'EEXIST';
}

/** The lock of the console that installs: the others may ask it to stop. */
export function takeInstallLock(path: string): InstallLock | undefined {
  const asked = new AbortController();
  const onAsked = () => asked.abort(ABORTED_BY_OPERATOR);
  // Before the lock is seen, and for ever: an asking that comes too late must not end this process.
  if (!process.listeners(STOP).includes(ignore)) process.on(STOP, ignore);
  process.on(STOP, onAsked);
  const lock = takeLock(path);
  if (!lock) process.off(STOP, onAsked);
  return (
    lock && {
      asked: asked.signal,
      release: () => {
        lock.release();
        process.off(STOP, onAsked);
      },
    }
  );
}

function ignore(): void {}

/** True while the process that made the lock runs. */
export function holderLives(path: string): boolean {
  return signalHolder(path, 0);
}

/** Asks the console that installs to stop, as Ctrl+C there does; its program goes on. @returns whether it lives. */
export function abortHolder(path: string): boolean {
  return signalHolder(path, STOP);
}

function signalHolder(path: string, signal: 0 | typeof STOP): boolean {
  try {
    const pid = Number(readFileSync(path, 'utf8'));
    // No number is nobody's, and 0 would mean our own process group.
    return pid > 0 && process.kill(pid, signal);
  } catch {
    return false;
  }
}
