import { allContents } from '../disk/contents.ts';
import { CommandFailed, type Machine } from '../machine.ts';
import { error, type Problem } from '../problem.ts';
import type { Secret } from '../secret.ts';
import { secretYaml } from '../secret-yaml.ts';
import { ANSWERS_LABEL } from './answer-source.ts';
import { answersVolume, onVolume, type Volume } from './answers-volume.ts';
import type { Inventory } from './inventory.ts';
import { machineName } from './machine-name.ts';

/** Where a node keeps the answers it was made from, beside its user_data. */
const ON_NODE = 'var/lib/coreos-install/answers.yaml';

/** Where answers are saved to: a volume labelled COS-ANSWERS, or the node on this disk. */
export type SavePlace = { readonly volume: typeof ANSWERS_LABEL } | { readonly node: string };
/** The file and its device, or why there is none. */
export type Saved = { readonly file: string; readonly device: string } | { readonly problem: Problem };

type World = { readonly inventory: Inventory; readonly machine: Pick<Machine, 'run' | 'writeFile'> };

/** The text of an answer file for a document as the wizard makes it. It holds secrets: mode 0600. */
export function answersText(document: unknown): Secret {
  return secretYaml(document);
}

/** Saves answers durably, readable by root alone where the file system knows modes (FAT does not). */
export async function saveAnswers(document: unknown, place: SavePlace, world: World): Promise<Saved> {
  const found = 'node' in place ? targetOnNode(place.node, world.inventory) : targetOnVolume(world.inventory);
  if ('problem' in found) return found;
  const { device, file, mounted } = found;
  const text = answersText(document).reveal();
  try {
    await onVolume(found, world.machine, (at) => world.machine.writeFile(`${at}/${file}`, text, 0o600));
  } catch (cause) {
    return { problem: problemOf(cause, device) };
  }
  return { file: mounted === undefined ? file : `${mounted}/${file}`, device };
}

type Target = Volume & { readonly file: string };

/** The name is the first by which this machine finds its answers on a stick. */
function targetOnVolume(inventory: Inventory): Target | { readonly problem: Problem } {
  const volume = answersVolume(inventory);
  if (!volume) return { problem: error('save.no-volume', '', { label: ANSWERS_LABEL }) };
  return { ...volume, file: `${machineName(inventory) ?? 'default'}.yaml` };
}

function targetOnNode(path: string, { disks }: Inventory): Target | { readonly problem: Problem } {
  const disk = disks.find((one) => one.path === path);
  const root = disk && allContents(disk).find(({ partition_label }) => partition_label === 'ROOT');
  return root
    ? { device: root.path, file: ON_NODE }
    : { problem: error('save.no-node', '', { device: path }) };
}

/** What the operator can mend; anything else is a bug. */
function problemOf(cause: unknown, device: string): Problem {
  if (!(cause instanceof Error)) throw cause;
  const code = 'code' in cause ? cause.code : undefined;
  if (code === 'ENOSPC') return error('save.full', '', { device });
  const isProtected = cause instanceof CommandFailed && cause.stderr.includes('write-protected');
  if (code === 'EROFS' || isProtected) return error('save.read-only', '', { device });
  if (cause instanceof CommandFailed || typeof code === 'string')
    return error('save.failed', '', { device, reason: cause.message });
  throw cause;
}
