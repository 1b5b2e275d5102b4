import { execFileSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { GiB } from '../src/bytes.ts';
import { type LoopDisk, withLoopDisk } from './write/loop-disk.ts';
import { DATA_BYTES, makeMedium } from './write/medium.ts';

/*
 * `make bench`: an installation from the partition table to all that was read back, beside `dd` of the same bytes and
 * beside the predecessor's pipeline, turn by turn on the same disk. Medians; on a busy machine only ratios say something.
 */
const RUNS = Number(process.argv[2] ?? 5);
/** What takes long is run less often. */
const SLOW_RUNS = Math.ceil(RUNS / 3);
const FOLDER = '/dev/shm/cos-bench';
const { execPath } = process;

/** Seconds on the clock and on processors; what the command printed. */
type Measured = { readonly seconds: number; readonly cpu: number; readonly printed: string };

const medium = makeMedium(FOLDER);
const files = medium.manifest.files.map(({ name }) => `${FOLDER}/cos/${name}`);
const bytes = medium.manifest.files.reduce((sum, file) => sum + file.bytes, medium.manifest.usr.bytes);

/** Runs a command line; bash counts the processor's seconds of all its processes. */
function measure(line: string): Measured {
  const begun = performance.now();
  const timed = `TIMEFORMAT='%U %S'; exec 3>&1; { time { ${line}; } 2>&4; } 4>&2 2>&3`;
  const output = execFileSync('bash', ['-o', 'pipefail', '-ec', timed], { encoding: 'utf8', maxBuffer: 1e8 });
  const lines = output.trimEnd().split('\n');
  const cpu = (lines.pop() ?? '').split(' ').reduce((sum, part) => sum + Number(part), 0);
  return { seconds: (performance.now() - begun) / 1000, cpu, printed: lines.join('\n') };
}

const dd = 'dd bs=4M iflag=fullblock oflag=direct,seek_bytes status=none conv=notrunc';

/** The same bytes, one after the other. */
function rawCopy({ disk }: LoopDisk): Measured {
  return measure(
    `cat ${FOLDER}/cos/usr.img ${files.join(' ')} | head -c ${bytes - (bytes % 4096)} | ${dd} of=${disk}`,
  );
}

function install({ disk, partitions }: LoopDisk): Measured {
  const { folder, manifest, sha256 } = medium;
  const task = JSON.stringify({ disk, partitions, folder, manifest, sha256 });
  return measure(`${execPath} --max-semi-space-size=1 build/bench/install/bench/write/install.js '${task}'`);
}

/** COS's own way: the checksum, then unpacking with one core into dd. */
function predecessor({ disk }: LoopDisk): Measured {
  return measure(
    `cd ${FOLDER} && sha1sum --check --quiet image.sha1 && bunzip2 --stdout image.bz2 | ${dd} of=${disk}`,
  );
}

function median(numbers: readonly number[]): number {
  return numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? Number.NaN;
}

/** Whichever packs faster; what it makes is unpacked by one core all the same. */
const packer = '$(command -v lbzip2 || command -v bzip2)';

type Ways = Record<'raw' | 'ours' | 'theirs', Measured[]>;

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

function say(title: string, { raw, ours, theirs }: Ways): void {
  const seconds = (all: readonly Measured[]) => median(all.map((one) => one.seconds));
  const row = (name: string, all: readonly Measured[]) => {
    const cpu = median(all.map((one) => one.cpu)) / (bytes / GiB);
    const cells = [
      name,
      `${seconds(all).toFixed(2)} s`,
      (seconds(all) / seconds(raw)).toFixed(2),
      `${cpu.toFixed(2)} s`,
    ];
    process.stdout.write(`| ${cells.join(' | ')} |\n`);
  };
  process.stdout.write(
    `\n${title}\n\n|  | time | × | of it processor, for each GiB |\n| --- | --- | --- | --- |\n`,
  );
  row('`dd bs=4M oflag=direct` of the same bytes', raw);
  row('installed and verified', ours);
  row('predecessor: `sha1sum -c`, then `bunzip2 \\| dd`', theirs);
  process.stdout.write(`\n${ours.map(({ printed }) => printed).join('\n')}\n`);
}

try {
  execFileSync('tsc', ['-p', 'bench/tsconfig.json'], { stdio: 'inherit' });
  execFileSync('bash', [
    '-ec',
    `cd ${FOLDER} && ${packer} --stdout cos/usr.img >image.bz2 && sha1sum image.bz2 >image.sha1`,
  ]);
  process.stdout.write(
    `${(DATA_BYTES / GiB).toFixed(2)} GiB of image, ${(bytes / GiB).toFixed(2)} GiB in all\n`,
  );
  say('A disk of 500 MB/s that reads and writes at once', await onDisk(`${FOLDER}/disk`, 500e6));
  say("This machine's own disk", await onDisk('build/bench/disk'));
} finally {
  rmSync(FOLDER, { recursive: true });
}
