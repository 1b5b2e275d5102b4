import { execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/*
 * `make bench`: from the start of the process to its first screen on a terminal, and the memory that it then holds,
 * beside a Node that prints a word. Medians of runs that take turns; on a busy machine only the ratios say something.
 */
const RUNS = Number(process.argv[2] ?? 9);
const MACHINE = 'test/machines/virtio-vm.json';
const DIST = 'build/bench/dist';
const { execPath } = process;

type Subject = { readonly name: string; readonly command: readonly string[]; readonly ready: string };
/** Until the first screen: seconds, of these on a processor; then: bytes of resident memory. */
type Measured = { readonly seconds: number; readonly cpu: number; readonly bytes: number };

/** The end of the first screen's last row. */
const WIZARD = 'Start again';
const subjects: readonly Subject[] = [
  { name: 'node that prints a word', command: [execPath, 'bench/word.js'], ready: 'word' },
  {
    name: 'wizard, from its sources',
    command: [execPath, 'src/main.ts', 'wizard', '--machine', MACHINE],
    ready: WIZARD,
  },
  {
    name: 'wizard, compiled as on the medium',
    command: [execPath, ...shippedFlags(), `${DIST}/main.js`, 'wizard', '--machine', MACHINE],
    ready: WIZARD,
  },
];

/** Runs it in a pseudo-terminal of socat's until it has printed what makes it ready, then ends it. */
async function measure({ command, ready }: Subject): Promise<Measured> {
  const folder = mkdtempSync(join(tmpdir(), 'cos-bench-'));
  const pidFile = join(folder, 'pid');
  const begun = performance.now();
  const line = `EXEC:sh bench/start.sh ${command.join(' ')},pty,setsid,ctty,sane`;
  const socat = spawn('socat', ['-', line], {
    env: { PATH: process.env.PATH, TERM: 'vt220', PID_FILE: pidFile },
    // What the command complains of comes through the terminal; socat complains of its sudden end.
    stdio: ['pipe', 'pipe', 'ignore'],
  });
  let printed = '';
  for await (const data of socat.stdout) {
    printed += String(data);
    if (printed.includes(ready)) break;
  }
  const seconds = (performance.now() - begun) / 1000;
  if (!printed.includes(ready)) throw new Error(`${command.join(' ')} ended before "${ready}":\n${printed}`);
  const pid = Number(readFileSync(pidFile, 'utf8'));
  const measured = { seconds, cpu: cpuSeconds(pid), bytes: residentBytes(pid) };
  process.kill(pid);
  rmSync(folder, { recursive: true });
  return measured;
}

/** proc_pid_stat(5): utime and stime, in ticks of a hundredth; the name in brackets may hold blanks. */
function cpuSeconds(pid: number): number {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8')
    .replace(/^.*\) /s, '')
    .split(' ');
  return (Number(fields[11]) + Number(fields[12])) / 100;
}

function residentBytes(pid: number): number {
  const [, kilobytes] = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
  return Number(kilobytes) * 1024;
}

/** The options of Node in the medium's `cos-install`. */
function shippedFlags(): string[] {
  const stage = readFileSync('iso/stages/tools.sh', 'utf8');
  const [, flags] = /^exec \S+\/node (.*?) ?\S+\/main\.js/m.exec(stage) ?? [];
  if (flags === undefined) throw new Error('no exec of node in iso/stages/tools.sh');
  return flags === '' ? [] : flags.split(' ');
}

function median(numbers: readonly number[]): number {
  return numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? Number.NaN;
}

execFileSync('tsc', ['-p', 'tsconfig.build.json', '--outDir', DIST], { stdio: 'inherit' });
const results = new Map<string, Measured[]>(subjects.map(({ name }) => [name, []]));
for (let run = 0; run < RUNS; run++)
  for (const subject of subjects) results.get(subject.name)?.push(await measure(subject));

const rows = [...results].map(([name, all]) => ({
  name,
  seconds: median(all.map(({ seconds }) => seconds)),
  cpu: median(all.map(({ cpu }) => cpu)),
  bytes: median(all.map(({ bytes }) => bytes)),
}));
const [reference] = rows;
if (!reference) throw new Error('nothing was measured');
const line = (...cells: string[]) => process.stdout.write(`| ${cells.join(' | ')} |\n`);
line('', 'first screen', '×', 'of it processor', 'resident', '×');
line(...Array.from({ length: 6 }, () => '---'));
for (const { name, seconds, cpu, bytes } of rows) {
  const times = (one: number, other: number) => (one / other).toFixed(1);
  line(
    name,
    `${seconds.toFixed(2)} s`,
    times(seconds, reference.seconds),
    `${cpu.toFixed(2)} s`,
    `${(bytes / 1e6).toFixed(0)} MB`,
    times(bytes, reference.bytes),
  );
}
