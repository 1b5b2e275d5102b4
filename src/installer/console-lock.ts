import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

/** Releases the lock; `undefined` where another living process holds it. */
export type Lock = { readonly release: () => void };

/**
 * Several consoles show the installer; only one may install. The lock is a file with the holder's
 * process id, made exclusively (open(2), O_EXCL); a lock whose holder has died is taken over.
 */
export function takeLock(path: string): Lock | undefined {
  mkdirSync(dirname(path), { recursive: true });
  for (;;) {
    try {
      writeFileSync(path, `${process.pid}\n`, { flag: 'wx' });
      return { release: () => rmSync(path, { force: true }) };
    } catch (cause) {
      if (!(cause instanceof Error && 'code' in cause && cause.code === 'EEXIST')) throw cause;
    }
    if (holderLives(path)) return undefined;
    rmSync(path, { force: true });
  }
}

/** True while the process that made the lock runs. */
export function holderLives(path: string): boolean {
  return signalHolder(path, 0);
}

/** Asks the process that installs to abort, as Ctrl+C on its own console does. @returns whether it lives. */
export function abortHolder(path: string): boolean {
  return signalHolder(path, 'SIGINT');
}

function signalHolder(path: string, signal: 0 | 'SIGINT'): boolean {
  try {
    const pid = Number(readFileSync(path, 'utf8'));
    // The number is not in the file yet: its maker lives, and 0 would mean our own process group.
    if (pid > 0) process.kill(pid, signal);
    return true;
  } catch {
    return false;
  }
}
