import { constants } from 'node:fs';
import { mkdir, open, readFile, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { execa } from 'execa';
import { readAt, writeAt } from './block-io/byte-range.ts';
import { compareBytes } from './block-io/compare.ts';
import { copyBytes } from './block-io/copy.ts';
import { readBytes, readPlaces } from './block-io/read.ts';
import type {
  CompareRequest,
  CopyRequest,
  IoOptions,
  PlacesRequest,
  ReadRequest,
} from './block-io/requests.ts';
import { type UnpackRequest, unpackImage } from './block-io/unpack.ts';
import { type HttpRequest, type HttpResponse, requestHttp } from './http-request.ts';

export { BlockFailure } from './block-io/failure.ts';
export type { Spent } from './block-io/requests.ts';
export { HttpFailure, type HttpFailureKind } from './http-failure.ts';
export type { HttpRequest, HttpResponse } from './http-request.ts';

export type RunOptions = {
  /** Text for standard input: the only way a secret reaches a process. */
  readonly stdin?: string;
  /** Called for each line a process prints, as it prints it. */
  readonly onLine?: (stream: 'stdout' | 'stderr', line: string) => void;
  readonly signal?: AbortSignal;
  /** Seconds after which the process is killed. */
  readonly timeoutSeconds?: number;
  /** An open file that standard output goes to, past this program: then none of it is returned or tapped. */
  readonly stdoutFile?: number;
};

/** In the environment of every program that an installer starts: the process id of that installer. */
export const STARTED_BY = 'COS_INSTALL_PID';

/** The one door to the world: processes, files, block devices and web servers. */
export interface Machine {
  /** Runs a program and returns its output. @throws CommandFailed when it cannot start or exits non-zero. */
  run(
    argv: readonly [string, ...string[]],
    options?: RunOptions,
  ): Promise<{ stdout: string; stderr: string }>;
  /** The text of a file, or undefined when there is none. */
  readText(path: string): Promise<string | undefined>;
  /** Writes a whole file durably (temporary file, fsync, rename), making its folders. */
  writeFile(path: string, content: string, mode: number): Promise<void>;
  /** Copies bytes between files or block devices and flushes them; see `copyBytes`. */
  copy(request: CopyRequest, options?: IoOptions): Promise<void>;
  /** Reads `bytes` from the start of a file or device; see `readBytes`. */
  read(request: ReadRequest, options?: IoOptions): Promise<void>;
  /** Reads what was written past the page cache and compares it; see `compareBytes`. */
  compare(request: CompareRequest, options?: IoOptions): Promise<void>;
  /** Reads `bytes` bytes from a file or device. @throws when it ends before. */
  readAt(path: string, offset: number, bytes: number): Promise<Buffer>;
  /** Writes into a file or device that is there, durably: it is flushed before the promise resolves. */
  writeAt(path: string, offset: number, data: Uint8Array): Promise<void>;
  /** Reads short pieces all over a device, past the page cache: the first bad one rejects. */
  readPlaces(request: PlacesRequest, options?: IoOptions): Promise<void>;
  /** Unpacks a compressed image: its first bytes into a file, the rest onto a device, read back behind the writer. @returns its bytes. */
  unpack(request: UnpackRequest, options?: IoOptions): Promise<number>;
  /** Asks a web server; see `requestHttp`. @throws HttpFailure when there is no whole answer. */
  request(
    request: HttpRequest,
    options?: { readonly signal?: AbortSignal | undefined },
  ): Promise<HttpResponse>;
}

/** A program that could not be started, was killed, or exited non-zero. */
export class CommandFailed extends Error {
  readonly argv: readonly string[];
  readonly exitCode: number | undefined;
  readonly stdout: string;
  readonly stderr: string;

  constructor(
    argv: readonly string[],
    exitCode: number | undefined,
    stdout: string,
    stderr: string,
    why: string,
  ) {
    super(`${argv[0]}: ${why}`);
    this.argv = argv;
    this.exitCode = exitCode;
    this.stdout = stdout;
    this.stderr = stderr;
  }
}

/** The machine we run on. */
export const realMachine: Machine = {
  async run(argv, options = {}) {
    const [file, ...args] = argv;
    const child = execa(file, args, {
      reject: false,
      stdin: options.stdin === undefined ? 'ignore' : 'pipe',
      ...(options.stdin === undefined ? {} : { input: options.stdin }),
      ...(options.signal ? { cancelSignal: options.signal } : {}),
      // A group of its own: the terminal's Ctrl+C reaches the installer alone, which then stops its child.
      detached: true,
      timeout: (options.timeoutSeconds ?? 0) * 1000,
      env: { LC_ALL: 'C.UTF-8', [STARTED_BY]: String(process.pid) },
      stdout: stdoutOf(options),
      stderr: options.onLine ? lineTap('stderr', options.onLine) : 'pipe',
    });
    const result = await child;
    const stdout = String(result.stdout ?? '');
    const stderr = String(result.stderr ?? '');
    if (!result.failed) return { stdout, stderr };
    const [first] = stderr.trim().split('\n');
    const why = result.timedOut
      ? `it did not end within ${options.timeoutSeconds} s`
      : result.exitCode === undefined
        ? (result.originalMessage ?? 'did not start')
        : `exit code ${result.exitCode}${first ? `: ${first}` : ''}`;
    throw new CommandFailed(argv, result.exitCode, stdout, stderr, why);
  },

  async readText(path) {
    try {
      return await readFile(path, 'utf8');
    } catch (cause) {
      if (isMissing(cause)) return undefined;
      throw cause;
    }
  },

  async writeFile(path, content, mode) {
    await mkdir(dirname(path), { recursive: true });
    const temporary = `${path}.new`;
    await rm(temporary, { force: true });
    const file = await open(temporary, constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL, mode);
    try {
      try {
        await file.writeFile(content);
        await file.chmod(mode);
        await file.sync();
      } finally {
        await file.close();
      }
      await rename(temporary, path);
    } catch (cause) {
      // A full disk does not keep half of it.
      await rm(temporary, { force: true });
      throw cause;
    }
  },

  copy: copyBytes,
  read: readBytes,
  compare: compareBytes,
  readAt,
  writeAt,
  readPlaces,
  unpack: (request, options) => unpackImage(realMachine.run, request, options),
  request: requestHttp,
};

/** execa's types know the first few descriptors only; child_process.spawn(), which gets it, takes every one. */
function stdoutOf({ stdoutFile, onLine }: RunOptions) {
  if (stdoutFile !== undefined) return stdoutFile as 3;
  return onLine ? lineTap('stdout', onLine) : 'pipe';
}

function lineTap(stream: 'stdout' | 'stderr', onLine: NonNullable<RunOptions['onLine']>) {
  return function* tap(line: unknown): Generator<unknown> {
    onLine(stream, String(line));
    yield line;
  };
}

function isMissing(cause: unknown): boolean {
  return cause instanceof Error && 'code' in cause && (cause.code === 'ENOENT' || cause.code === 'ENOTDIR');
}
