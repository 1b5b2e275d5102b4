import { execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/*
 * From the start of the process to its first screen on a terminal, and the memory that it then holds, beside a Node
 * that prints a word: `make bench`. Compared are medians of runs one after the other, turn by turn.
 */
const RUNS = Number(process.argv[2] ?? 9);
const MACHINE = 'test/machines/virtio-vm.json';
const DIST = 'build/bench/dist';
const { execPath } = process;

type Subject = { readonly name: string; readonly command: readonly string[]; readonly ready: string };
type Measured = { readonly seconds: number; readonly bytes: number };

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
  const bytes = residentBytes(pid);
  process.kill(pid);
  rmSync(folder, { recursive: true });
  return { seconds, bytes };
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
  bytes: median(all.map(({ bytes }) => bytes)),
}));
const [reference] = rows;
if (!reference) throw new Error('nothing was measured');
process.stdout.write('| | first screen | × | resident memory | × |\n| --- | --- | --- | --- | --- |\n');
for (const { name, seconds, bytes } of rows) {
  const time = `${seconds.toFixed(2)} s | ${(seconds / reference.seconds).toFixed(1)}`;
  const memory = `${(bytes / 1e6).toFixed(0)} MB | ${(bytes / reference.bytes).toFixed(1)}`;
  process.stdout.write(`| ${name} | ${time} | ${memory} |\n`);
}
