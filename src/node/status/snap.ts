import { CommandFailed, type Machine } from '../../machine.ts';
import { redacted, secretsOfNode } from '../../redact.ts';
import { INST_OPTS_PATH } from '../../roles/inst-opts.ts';
import type { Component, NodeKind } from './components.ts';
import { FIND_FILES, logParts, type SnapPart, SYSTEM_FILES, SYSTEM_PARTS } from './snap-parts.ts';

const STAGE = '/run/cos/snap';
/** Seconds for one program: what is asked may be what hangs. */
const SECONDS = 20;

export type Snap = {
  readonly role: NodeKind['role'];
  readonly components: readonly Component[];
  readonly journalArguments: readonly string[];
  /** `cspherectl status --json` of now. */
  readonly status: string;
};

/**
 * Makes `/tmp/ROLE-ID.tar.gz` of configuration, states and logs. Each text goes into it with stars for secrets.
 * @returns its path
 */
export async function makeSnap(machine: Machine, snap: Snap): Promise<string> {
  const name = `${snap.role}-${await nodeId(machine)}`;
  const file = `/tmp/${name}.tar.gz`;
  const secrets = secretsOfNode(await machine.readText(INST_OPTS_PATH));
  try {
    const put = (path: string, text: string) =>
      machine.writeFile(`${STAGE}/${name}/${path}`, redacted(text, secrets), 0o600);
    await put('status.json', snap.status);
    for (const path of [...SYSTEM_FILES, ...(await foundFiles(machine))])
      await put(`files${path}`, (await machine.readText(path)) ?? '(there is none)\n');
    for (const part of [...SYSTEM_PARTS, ...logParts(snap.components, snap.journalArguments)])
      await put(part.name, await outputOf(machine, part));
    // tar keeps the mode of a file that is there.
    await machine.writeFile(file, '', 0o600);
    await machine.run(['tar', '--create', '--gzip', '--file', file, '--directory', STAGE, name]);
  } finally {
    await machine.run(['rm', '--recursive', '--force', STAGE]);
  }
  return file;
}

/** COS's id of the node, else systemd's (machine-id(5)). */
async function nodeId(machine: Machine): Promise<string> {
  const own = (await machine.readText('/etc/.csphere-uuid'))?.trim() ?? '';
  if (/^[\w-]+$/.test(own)) return own;
  return ((await machine.readText('/etc/machine-id')) ?? 'unknown').trim();
}

async function foundFiles(machine: Machine): Promise<string[]> {
  const lines = await outputOf(machine, { name: '', argv: FIND_FILES });
  return lines.split('\n').filter((line) => line.startsWith('/'));
}

/** What a program says, also one that fails: why is what support wants to know. */
async function outputOf(machine: Machine, { argv }: SnapPart): Promise<string> {
  try {
    return (await machine.run(argv, { timeoutSeconds: SECONDS })).stdout.concat('\n');
  } catch (cause) {
    if (!(cause instanceof CommandFailed)) throw cause;
    return `${cause.stdout}\n${cause.stderr}\n(${cause.message})\n`;
  }
}
