import { execFileSync, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openScreen, type Screen } from './screen.ts';

export type PtyOptions = {
  readonly term: string;
  readonly columns?: number;
  readonly rows?: number;
  readonly env?: Readonly<Record<string, string>>;
};

export type Exit = {
  readonly status: number;
  /** Whether the terminal's settings (stty -g) are what they were before the command. */
  readonly restored: boolean;
};

export type Pty = Pick<Screen, 'screen' | 'cursor' | 'cursorShown' | 'alternate'> & {
  readonly send: (text: string) => void;
  /** Resolves when the terminal has them. */
  readonly sendBytes: (bytes: Uint8Array) => Promise<void>;
  readonly resize: (columns: number, rows: number) => void;
  /** Until the screen's text matches; fails with the screen when the command ends before. */
  readonly waitFor: (pattern: RegExp) => Promise<void>;
  /** How many bytes the command has sent. */
  readonly bytes: () => number;
  readonly exit: Promise<Exit>;
  readonly kill: () => void;
};

/** Runs a command in a pseudo-terminal of socat's. Rows or columns of 0: a serial line, which knows no size. */
export function openPty(command: readonly string[], options: PtyOptions): Pty {
  const { term, columns = 80, rows = 24, env = {} } = options;
  const state = mkdtempSync(join(tmpdir(), 'cos-pty-'));
  const socat = spawn(
    'socat',
    ['-', `EXEC:sh test/pty/start.sh ${command.join(' ')},pty,setsid,ctty,sane,stderr`],
    {
      env: {
        PATH: process.env.PATH,
        TERM: term,
        PTY_COLUMNS: `${columns}`,
        PTY_ROWS: `${rows}`,
        PTY_STATE: state,
        ...env,
      },
      stdio: ['pipe', 'pipe', 'inherit'],
    },
  );
  const screen = openScreen({ columns: columns || 80, rows: rows || 24 }, (answer) =>
    socat.stdin.write(answer),
  );
  let bytes = 0;
  socat.stdout.on('data', (data: Buffer) => {
    bytes += data.length;
    void screen.write(data);
  });
  const exit = new Promise<Exit>((resolve) => {
    socat.on('close', async () => {
      await screen.end();
      resolve(exitOf(state));
      rmSync(state, { recursive: true });
    });
  });
  return {
    ...screen,
    send: (text) => socat.stdin.write(text),
    sendBytes: (data) => new Promise((resolve) => socat.stdin.write(data, () => setImmediate(resolve))),
    resize: (width, height) => {
      screen.resize(width, height);
      const tty = readFileSync(join(state, 'tty'), 'utf8').trim();
      execFileSync('stty', ['-F', tty, 'rows', `${height}`, 'cols', `${width}`]);
    },
    bytes: () => bytes,
    exit,
    kill: () => socat.kill(),
  };
}

function exitOf(state: string): Exit {
  const status = join(state, 'status');
  return {
    status: existsSync(status) ? Number(readFileSync(status, 'utf8')) : Number.NaN,
    restored: existsSync(join(state, 'restored')),
  };
}
