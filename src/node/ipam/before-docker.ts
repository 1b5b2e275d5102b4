import type { Machine } from '../../machine.ts';
import type { Etcd } from '../etcd/client.ts';
import { changeEntry } from './allocate.ts';
import { type ContainerFile, readContainerFile } from './container-file.ts';
import { type Here, networkName } from './here.ts';
import { readKept, writeKept } from './kept-addresses.ts';
import { readEntries } from './read-pool.ts';
import { type Reconciled, reconcile } from './reconcile.ts';

const CONTAINERS = '/var/lib/docker/containers';

/** Carries out `reconcile` on this node; docker must not run. @returns sentences about what was done. */
export async function reconcileNode(machine: Machine, etcd: Etcd, here: Here, now: Date): Promise<string[]> {
  const { containers, unread } = await readContainers(machine, networkName(here));
  const kept = await readKept(machine);
  const entries = await readEntries(etcd, here.network);
  const result = reconcile({ entries, containers, unread, kept }, here, now);
  await writeKept(machine, { ...kept, ...result.kept });
  for (const { ip, holder } of result.settled) {
    const before = entries.find((one) => one.ip === ip);
    await changeEntry(etcd, here, ip, (entry) =>
      entry.mod_revision === before?.mod_revision ? holder : entry,
    );
  }
  for (const { path, content } of result.files) await machine.writeFile(path, content, 0o600);
  await writeKept(machine, result.kept);
  return [
    ...unread.map((id) => `${CONTAINERS}/${id}/config.v2.json is not understood: left as it is`),
    ...summary(result),
  ];
}

function summary({ settled, kept, files }: Reconciled): string[] {
  const freed = settled.filter(({ holder }) => holder === undefined).map(({ ip }) => ip);
  return [
    ...(freed.length > 0 ? [`freed, for their containers are gone: ${freed.join(', ')}`] : []),
    `addresses kept for containers: ${Object.keys(kept).length}, written anew: ${files.length}`,
  ];
}

async function readContainers(
  machine: Machine,
  network: string,
): Promise<{ containers: ContainerFile[]; unread: string[] }> {
  const containers: ContainerFile[] = [];
  const unread: string[] = [];
  for (const id of await namesIn(machine, CONTAINERS)) {
    const path = `${CONTAINERS}/${id}/config.v2.json`;
    const text = await machine.readText(path);
    // Docker removes the file first and its folder last.
    if (text === undefined) continue;
    const file = readContainerFile(path, text, network);
    if (file) containers.push(file);
    else unread.push(id);
  }
  return { containers, unread };
}

async function namesIn(machine: Machine, folder: string): Promise<string[]> {
  const argv = [
    'find',
    folder,
    '-mindepth',
    '1',
    '-maxdepth',
    '1',
    '-type',
    'd',
    '-printf',
    '%f\\n',
  ] as const;
  // Before docker's first start there is no folder.
  const { stdout } = await machine.run(argv).catch(() => ({ stdout: '' }));
  return stdout.split('\n').filter(Boolean);
}
