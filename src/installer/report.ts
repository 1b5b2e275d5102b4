import { join } from 'node:path';
import { CommandFailed, type Machine } from '../machine.ts';
import { redacted, secretsOfNode } from '../redact.ts';
import { recordedFiles } from './recorder.ts';
import { LOG, NODE_LOG, RUN } from './steps/places.ts';

const FOLDER = `${RUN}/report`;
const INST_OPTS = '/etc/csphere/inst-opts.env';
/** Seconds for one program: a disk that fails may make any of them hang. */
const SECONDS = 60;
/** Bytes of the journal: its end. */
const JOURNAL_BYTES = 2 << 20;
/** journalctl(1) counts lines, not bytes; most lines have a hundred. */
const JOURNAL_LINES = 20_000;

type Part = { readonly name: string; readonly argv: readonly [string, ...string[]]; readonly bytes?: number };

/** What is asked of the system, and the file that it goes to. */
const PARTS: readonly Part[] = [
  { name: 'uname.txt', argv: ['uname', '--all'] },
  { name: 'lsblk.json', argv: ['lsblk', '--json', '--bytes', '--output-all'] },
  { name: 'ip-address.txt', argv: ['ip', '-details', '-statistics', 'address'] },
  { name: 'ip-route.txt', argv: ['ip', '-details', 'route', 'show', 'table', 'all'] },
  {
    name: 'journal.txt',
    argv: ['journalctl', '--boot', '--no-pager', '--output=short-precise', `--lines=${JOURNAL_LINES}`],
    bytes: JOURNAL_BYTES,
  },
];
/** Files of the system that go into it as they are. */
const FILES: readonly string[] = ['/etc/os-release', '/proc/cmdline'];

export type Report = {
  /** Absolute path of the archive to be made. */
  readonly file: string;
  /** Name of the one folder inside it. */
  readonly name: string;
  /** This program's version. */
  readonly version: string;
  /** The machine as the installer sees it. */
  readonly inventory: unknown;
};

/**
 * Makes one archive (tar, gzip) of the last installation's log, versions, journal of this start, disks and
 * network. Secrets are replaced by stars in all of it.
 * @returns what could not be had, a line each. @throws CommandFailed, or a system error, when there is no archive.
 */
export async function makeReport(report: Report, machine: Machine): Promise<readonly string[]> {
  const { file, name } = report;
  const stage = join(FOLDER, name);
  try {
    const { texts, missing } = await collect(report, machine);
    const secrets = secretsOfNode(await machine.readText(INST_OPTS));
    for (const [path, text] of texts)
      await machine.writeFile(join(stage, path), bounded(redacted(text, secrets), path), 0o600);
    await archive(file, name, machine);
    return missing;
  } finally {
    await machine.run(['rm', '--recursive', '--force', stage]);
  }
}

/** What is cut off is not left behind. */
async function archive(file: string, name: string, machine: Machine): Promise<void> {
  const what = ['--file', file, '--directory', FOLDER, name];
  try {
    await machine.run(['tar', '--create', '--gzip', ...what]);
  } catch (cause) {
    await machine.run(['rm', '--force', file]);
    throw cause;
  }
}

type Collected = { readonly texts: ReadonlyMap<string, string>; readonly missing: readonly string[] };

async function collect({ version, inventory }: Report, machine: Machine): Promise<Collected> {
  const texts = new Map([
    ['cos-install.txt', `cos-install ${version}\n`],
    ['machine.json', `${JSON.stringify(inventory, null, 2)}\n`],
  ]);
  const missing: string[] = [];
  for (const path of FILES)
    texts.set(path.slice(1).replaceAll('/', '-'), (await machine.readText(path)) ?? '');
  for (const { name, text } of await lastLog(machine)) texts.set(`log/${name}`, text);
  if (!texts.has('log/events.jsonl')) missing.push(`log: there is none in ${LOG} and ${NODE_LOG}`);
  for (const { name, argv } of PARTS) {
    try {
      texts.set(name, (await machine.run(argv, { timeoutSeconds: SECONDS })).stdout);
    } catch (cause) {
      if (!(cause instanceof CommandFailed)) throw cause;
      texts.set(name, `${cause.stdout}${cause.stderr}`);
      missing.push(`${name}: ${cause.message}`);
    }
  }
  return { texts, missing };
}

/** On the live system the log of the last attempt; on a node that of its installation. */
async function lastLog(machine: Machine) {
  const here = await recordedFiles(LOG, machine);
  return here.length > 0 ? here : recordedFiles(NODE_LOG, machine);
}

/** The end of a text that has a bound, in whole lines. */
function bounded(text: string, name: string): string {
  const limit = PARTS.find((part) => part.name === name)?.bytes;
  const bytes = Buffer.from(text);
  if (limit === undefined || bytes.length <= limit) return text;
  const end = bytes.subarray(bytes.length - limit);
  return end.subarray(end.indexOf('\n') + 1).toString();
}
