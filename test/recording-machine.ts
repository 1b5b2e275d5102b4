import {
  CommandFailed,
  HttpFailure,
  type HttpRequest,
  type HttpResponse,
  type Machine,
} from '../src/machine.ts';

export type Recording = Machine & {
  /** Everything that was done, one line each, in order. */
  readonly done: string[];
  /** Standard input of each command that got one. */
  readonly stdins: string[];
};

export type Behaviour = {
  /** Output of a command, by its program's name or the whole line. */
  readonly outputs?: Readonly<Record<string, string>>;
  /** Files that can be read. */
  readonly files?: Readonly<Record<string, string>>;
  /** Bytes that an image has. */
  readonly unpacked?: number;
  /** Contents of devices, by path; others are read as zeros. */
  readonly devices?: Readonly<Record<string, Buffer>>;
  /** What a web server answers; without it nobody does. */
  readonly answer?: (request: HttpRequest) => Promise<HttpResponse>;
  /** The effect (a line of `done`) that fails. */
  readonly fails?: (line: string) => boolean;
};

/** A machine that does nothing and remembers everything. */
export function recordingMachine(behaviour: Behaviour = {}): Recording {
  const done: string[] = [];
  const stdins: string[] = [];
  const note = (line: string) => {
    done.push(line);
    if (!behaviour.fails?.(line)) return;
    throw new CommandFailed(line.split(' '), 1, '', 'it broke here', 'exit code 1: it broke here');
  };
  // What was written is there: bytes of devices, files, and the file that a table was made from.
  const written: { readonly path: string; readonly offset: number; readonly data: Buffer }[] = [];
  const files = new Map<string, string>();
  const tables = new Map<string, string>();
  const contentOf = (path: string, offset: number, bytes: number) => {
    const disk = Buffer.alloc(bytes);
    behaviour.devices?.[path]?.copy(disk, 0, offset, offset + bytes);
    for (const one of written.filter((w) => w.path === path)) {
      const from = Math.max(offset, one.offset);
      const to = Math.min(offset + bytes, one.offset + one.data.length);
      if (from < to) one.data.copy(disk, from - offset, from - one.offset, to - one.offset);
    }
    return disk;
  };
  const tableOf = (line: string) => {
    const [, device = ''] = /^sfdisk --dump (\S+)$/.exec(line) ?? [];
    return files.get(tables.get(device) ?? '');
  };
  return {
    done,
    stdins,
    run: async (argv, options = {}) => {
      options.signal?.throwIfAborted();
      const line = argv.join(' ');
      if (options.stdin !== undefined) stdins.push(options.stdin);
      options.onLine?.('stdout', `${argv[0]} speaks`);
      note(line);
      if (argv[0] === 'fdisk') tables.set(String(argv.at(-1)), options.stdin?.split('\n')[1] ?? '');
      const known = behaviour.outputs?.[line] ?? behaviour.outputs?.[argv[0]];
      return { stdout: known ?? tableOf(line) ?? '', stderr: '' };
    },
    readText: async (path) => behaviour.files?.[path],
    writeFile: async (path, content, mode) => {
      note(`write ${path} ${mode.toString(8)} ${content.length}`);
      files.set(path, content);
    },
    copy: async (r, options = {}) => {
      options.signal?.throwIfAborted();
      note(`copy ${r.from}@${r.fromOffset} ${r.to}@${r.toOffset} ${r.bytes}`);
      options.onProgress?.(r.bytes);
    },
    read: async ({ path, bytes }, options = {}) => {
      note(`read ${path} ${bytes}`);
      options.onProgress?.(bytes);
    },
    compare: async (r, options = {}) => {
      note(
        `compare ${r.path}@${r.offset} with ${'from' in r.with ? `${r.with.from}@${r.with.offset}` : 'content'}`,
      );
      if (r.bytes !== undefined) options.onProgress?.(r.bytes);
    },
    readAt: async (path, offset, bytes) => contentOf(path, offset, bytes),
    writeAt: async (path, offset, data) => {
      note(`write ${path}@${offset} ${data.length}`);
      written.push({ path, offset, data: Buffer.from(data) });
    },
    readPlaces: async ({ path, places, bytes }, options = {}) => {
      note(`sample ${path} ${places.length}x${bytes}`);
      options.onProgress?.(places.length * bytes);
    },
    unpack: async ({ argv, head, onto }, options = {}) => {
      options.signal?.throwIfAborted();
      note(
        `unpack ${argv.join(' ')} ${head.path}@${head.bytes} ${onto ? `${onto.device} ${onto.capacity}` : '-'}`,
      );
      const bytes = behaviour.unpacked ?? 0;
      options.onProgress?.(bytes);
      return bytes;
    },
    request: async (request, options = {}) => {
      options.signal?.throwIfAborted();
      note(`${request.method ?? 'GET'} ${request.url}`);
      if (!behaviour.answer) throw new HttpFailure('refused', new URL(request.url), 'ECONNREFUSED');
      return behaviour.answer(request);
    },
  };
}
