import { execFileSync, spawnSync } from 'node:child_process';
import { closeSync, mkdirSync, openSync, readSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';

/*
 * `make bench`: a packed image from the medium to the disk, by the original installer's pipeline (`sha1sum -c`, then
 * `bunzip2 | dd`) and by an installation here, which also reads everything back. Medians of runs that take turns.
 */
const RUNS = Number(process.argv[2] ?? 3);
const MEBIBYTES = Number(process.argv[3] ?? 512);
const FOLDER = 'build/bench/disk-image';
const MIB = 1024 * 1024;
/** Of each piece so much is empty, as in the images of COS. */
const ZEROS = 0.27;
const PIECE = 16;

/** What a system is made of, and empty places between: programs and libraries of this machine. */
function makeImage(): void {
  rmSync(FOLDER, { recursive: true, force: true });
  mkdirSync(FOLDER, { recursive: true });
  const [content, image] = [join(FOLDER, 'content'), join(FOLDER, 'image.bin')];
  const tar = `tar --create --directory / usr/bin usr/sbin usr/lib 2>/dev/null | head --bytes ${MEBIBYTES}M`;
  execFileSync('sh', ['-c', `${tar} >${content}`]);
  const [from, to] = [openSync(content, 'r'), openSync(image, 'w')];
  for (let at = 0; at < MEBIBYTES; at += PIECE) {
    const piece = Buffer.alloc(PIECE * MIB);
    readSync(from, piece, 0, Math.round(piece.length * (1 - ZEROS)), null);
    writeSync(to, piece);
  }
  closeSync(from);
  closeSync(to);
  rmSync(content);
  execFileSync('fallocate', ['--length', String(MEBIBYTES * MIB), join(FOLDER, 'disk')]);
  execFileSync('lbzip2', ['--keep', image]);
  execFileSync('sh', ['-c', 'sha1sum image.bin.bz2 >sha1sum.txt'], { cwd: FOLDER });
}

type Measured = { readonly seconds: number; readonly cpu: number };

/** @throws when the disk does not hold the image afterwards: its first MiB is held back here. */
function measure(way: string): Measured {
  const { status, stderr } = spawnSync('bash', ['bench/disk-image.sh', FOLDER, way], { encoding: 'utf8' });
  if (status !== 0) throw new Error(`${way}: ${stderr}`);
  execFileSync('cmp', ['--ignore-initial', '1MiB', join(FOLDER, 'image.bin'), join(FOLDER, 'disk')]);
  const [real = 0, user = 0, system = 0] = stderr.trim().split(/\s+/).slice(-3).map(Number);
  return { seconds: real, cpu: user + system };
}

function median(numbers: readonly number[]): number {
  return numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? Number.NaN;
}

makeImage();
const ways = ['predecessor', 'here'] as const;
const results = new Map<string, Measured[]>(ways.map((way) => [way, []]));
for (let run = 0; run < RUNS; run++) for (const way of ways) results.get(way)?.push(measure(way));

const of = (way: string, what: keyof Measured) => median((results.get(way) ?? []).map((one) => one[what]));
const line = (...cells: string[]) => process.stdout.write(`| ${cells.join(' | ')} |\n`);
line(`${MEBIBYTES} MiB from .bin.bz2`, 'seconds', 'times as fast', 'processor per GiB');
line(...Array.from({ length: 4 }, () => '---'));
for (const [way, name] of [
  ['predecessor', '`sha1sum -c`, `bunzip2 \\| dd`; not read back'],
  ['here', 'here, read back and compared'],
] as const) {
  const faster = of('predecessor', 'seconds') / of(way, 'seconds');
  line(
    name,
    of(way, 'seconds').toFixed(1),
    faster.toFixed(2),
    `${((of(way, 'cpu') * 1024) / MEBIBYTES).toFixed(1)} s`,
  );
}
rmSync(FOLDER, { recursive: true });
