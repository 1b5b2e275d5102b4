import { execFileSync } from 'node:child_process';
import { cpSync, rmSync } from 'node:fs';
import { GiB } from '../src/bytes.ts';
import type { Installed } from './write/install.ts';
import { type LoopDisk, withLoopDisk } from './write/loop-disk.ts';
import { makeMedium } from './write/medium.ts';

/*
 * `make bench`: an installation from the partition table to all that was read back, beside `dd` of the same bytes and
 * beside the predecessor's pipeline, turn by turn on the same disk. Medians; on a busy machine only ratios say something.
 */
const RUNS = Number(process.argv[2] ?? 5);
/** What takes long is run less often. */
const SLOW_RUNS = Math.ceil(RUNS / 3);
const FOLDER = '/dev/shm/cos-bench';
const NODE = `${process.execPath} --max-semi-space-size=1`;
const BUILT = 'build/bench/install';

/** Seconds on the clock and on processors. */
type Measured = { readonly seconds: number; readonly cpu: number };
type Ways = { readonly raw: Measured[]; readonly ours: Installed[]; readonly theirs: Measured[] };

const medium = makeMedium(FOLDER);
const files = medium.manifest.files.map(({ name }) => `${FOLDER}/cos/${name}`).join(' ');
const bytes = medium.manifest.files.reduce((sum, file) => sum + file.bytes, medium.manifest.usr.bytes);

/** Runs a command line; bash counts the processor's seconds of all its processes. */
function measure(line: string): Measured {
  const begun = performance.now();
  const timed = `TIMEFORMAT='%U %S'; time { ${line}; }`;
  const printed = shell(`{ ${timed}; } 2>&1`).trim();
  const cpu = printed.split(' ').reduce((sum, part) => sum + Number(part), 0);
  return { seconds: (performance.now() - begun) / 1000, cpu };
}

function shell(line: string): string {
  return execFileSync('bash', ['-o', 'pipefail', '-ec', line], { encoding: 'utf8' });
}

const dd = 'dd bs=4M iflag=fullblock oflag=direct status=none conv=notrunc';

/** The same bytes: the image, then the files one after the other. */
function rawCopy({ disk }: LoopDisk): Measured {
  const rest = `cat ${files} | head --bytes=76M | ${dd} of=${disk} seek=300`;
  return measure(`${dd} if=${FOLDER}/cos/usr.img of=${disk}; ${rest}`);
}

function install({ disk, partitions }: LoopDisk): Installed {
  const { folder, manifest, sha256 } = medium;
  const task = JSON.stringify({ disk, partitions, folder, manifest, sha256 });
  return JSON.parse(shell(`${NODE} ${BUILT}/bench/write/install.js '${task}'`));
}

/** COS's own way: the checksum, then unpacking with one core into dd. */
function predecessor({ disk }: LoopDisk): Measured {
  return measure(
    `cd ${FOLDER}; sha1sum --check --quiet image.sha1; bunzip2 --stdout image.bz2 | ${dd} of=${disk}`,
  );
}

async function onDisk(file: string, bytesPerSecond?: number): Promise<Ways> {
  const ways: Ways = { raw: [], ours: [], theirs: [] };
  await withLoopDisk(file, bytesPerSecond, async (disk) => {
    for (let run = 0; run < RUNS; run++) {
      ways.raw.push(rawCopy(disk));
      ways.ours.push(install(disk));
      if (run < SLOW_RUNS) ways.theirs.push(predecessor(disk));
    }
  });
  return ways;
}

function median(numbers: readonly number[]): number {
  return numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? Number.NaN;
}

function row(...cells: string[]): void {
  process.stdout.write(`| ${cells.join(' | ')} |\n`);
}

function say(title: string, { raw, ours, theirs }: Ways): void {
  const seconds = (all: readonly Measured[]) => median(all.map((one) => one.seconds));
  const compared = (name: string, all: readonly Measured[]) => {
    const cpu = median(all.map((one) => one.cpu)) / (bytes / GiB);
    const times = (seconds(all) / seconds(raw)).toFixed(2);
    row(name, `${seconds(all).toFixed(2)} s`, times, `${cpu.toFixed(2)} s`);
  };
  process.stdout.write(`\n${title}\n\n`);
  row('', 'time', '×', 'of it processor, for each GiB');
  row('---', '---', '---', '---');
  compared('`dd bs=4M oflag=direct` of the same bytes', raw);
  compared('installed and verified', ours);
  compared('predecessor: `sha1sum -c`, then `bunzip2 \\| dd`', theirs);
  for (const [index, [step]] of (ours[0]?.steps ?? []).entries())
    row(`step ${step}`, `${median(ours.map(({ steps }) => steps[index]?.[1] ?? 0)).toFixed(1)} s`, '', '');
  for (const stage of ['source', 'target', 'read_back', 'hash'] as const)
    row(
      `image: ${stage} at work`,
      `${median(ours.map(({ spent }) => spent?.[stage] ?? 0)).toFixed(1)} s`,
      '',
      '',
    );
  row('peak of memory', `${(median(ours.map((one) => one.peak_bytes)) / 1e6).toFixed(0)} MB`, '', '');
}

/** A copy alone, of images of two sizes. */
async function sayMemory(): Promise<void> {
  await withLoopDisk('build/bench/disk', undefined, async ({ disk }) => {
    for (const size of [GiB, 4 * GiB]) {
      const peak = shell(`${NODE} ${BUILT}/bench/write/copy.js build/bench/zeros ${disk} ${size}`);
      row(`peak of memory, copy of ${size / GiB} GiB`, `${(Number(peak) / 1e6).toFixed(0)} MB`, '', '');
    }
  });
  rmSync('build/bench/zeros');
}

try {
  rmSync(BUILT, { recursive: true, force: true });
  execFileSync('tsc', ['-p', 'bench/tsconfig.json'], { stdio: 'inherit' });
  cpSync('test/machines', `${BUILT}/test/machines`, { recursive: true });
  // Whichever packs faster; one core unpacks it all the same.
  shell(`cd ${FOLDER}; $(command -v lbzip2 || command -v bzip2) --stdout cos/usr.img >image.bz2`);
  shell(`cd ${FOLDER}; sha1sum image.bz2 >image.sha1`);
  say('A disk of 500 MB/s that reads and writes at once', await onDisk(`${FOLDER}/disk`, 500e6));
  say("This machine's own disk", await onDisk('build/bench/disk'));
  await sayMemory();
} finally {
  rmSync(FOLDER, { recursive: true });
}
