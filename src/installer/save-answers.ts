import { allContents } from '../disk/contents.ts';
import { CommandFailed, type Machine } from '../machine.ts';
import { error, type Problem } from '../problem.ts';
import type { Secret } from '../secret.ts';
import { secretYaml } from '../secret-yaml.ts';
import { ANSWERS_LABEL, candidateNames, MOUNTED_AT } from './answer-source.ts';
import type { Inventory } from './inventory.ts';
import { RUN } from './steps/places.ts';

const SAVED_AT = `${RUN}/save`;
/** Where a node keeps the answers it was made from, beside its user_data. */
const ON_NODE = 'var/lib/coreos-install/answers.yaml';
/** What FAT, which most sticks have, does not allow in a name. */
const NOT_ON_FAT = /["*:<>?|\\]/;

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
  const found = 'node' in place ? onNode(place.node, world.inventory) : onVolume(world.inventory);
  if ('problem' in found) return found;
  const { device, file, mounted } = found;
  try {
    await write({ ...found, text: answersText(document) }, world.machine);
  } catch (cause) {
    return { problem: problemOf(cause, device) };
  }
  return { file: mounted === undefined ? file : `${mounted}/${file}`, device };
}

type Target = {
  readonly device: string;
  readonly file: string;
  /** Mounted by the operator: it stays as it is. */
  readonly mounted?: string | undefined;
  /** Mounted read-only since the search for answers. */
  readonly searched?: boolean;
};

/** The name is the first by which this machine finds its answers on a stick. */
function onVolume(inventory: Inventory): Target | { readonly problem: Problem } {
  const volume = inventory.disks
    .flatMap((disk) => [disk, ...allContents(disk)])
    .find(({ label }) => label === ANSWERS_LABEL);
  if (!volume) return { problem: error('save.no-volume', '', { label: ANSWERS_LABEL }) };
  const names = candidateNames(inventory).filter((name) => name !== 'fleet.yaml' && !NOT_ON_FAT.test(name));
  return {
    device: volume.path,
    file: names[0] ?? 'default.yaml',
    mounted: volume.mount_points.find((point) => point !== MOUNTED_AT),
    searched: volume.mount_points.includes(MOUNTED_AT),
  };
}

function onNode(path: string, { disks }: Inventory): Target | { readonly problem: Problem } {
  const disk = disks.find((one) => one.path === path);
  const root = disk && allContents(disk).find(({ partition_label }) => partition_label === 'ROOT');
  return root
    ? { device: root.path, file: ON_NODE }
    : { problem: error('save.no-node', '', { device: path }) };
}

async function write(
  { device, file, mounted, searched, text }: Target & { readonly text: Secret },
  machine: World['machine'],
): Promise<void> {
  const write = (at: string) => machine.writeFile(`${at}/${file}`, text.reveal(), 0o600);
  if (mounted !== undefined) return write(mounted);
  // A device that is mounted read-only cannot be mounted for writing beside it (mount(2), EBUSY).
  if (searched) await machine.run(['umount', MOUNTED_AT]);
  await machine.run(['mount', '--mkdir', '--options', 'nosuid,nodev,noexec', device, SAVED_AT]);
  try {
    await write(SAVED_AT);
  } finally {
    await machine.run(['umount', SAVED_AT]);
  }
}

/** What the operator can mend; anything else is a bug. */
function problemOf(cause: unknown, device: string): Problem {
  if (!(cause instanceof Error)) throw cause;
  const code = 'code' in cause ? cause.code : undefined;
  if (code === 'ENOSPC') return error('save.full', '', { device });
  if (code === 'EROFS') return error('save.read-only', '', { device });
  if (cause instanceof CommandFailed || typeof code === 'string')
    return error('save.failed', '', { device, reason: cause.message });
  throw cause;
}
