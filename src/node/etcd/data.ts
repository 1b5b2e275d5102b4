import type { Machine } from '../../machine.ts';

/** Where etcd keeps its data on a node, as COS always had it. */
export const DATA_FOLDER = '/var/lib/etcd2';

/** What lies on this disk of an etcd. */
export type DataSeen = {
  /** A write-ahead log: etcd was a member with this data, and goes on with it. */
  readonly hasData: boolean;
  /** This installation registered for a cluster that has not begun here. */
  readonly isRegistered: boolean;
};

/** Inside the data: who empties the folder to begin anew takes the mark away too. */
const markIn = (folder: string) => `${folder}/registered`;

/** Looks at the folder, which it makes. */
export async function readData(machine: Machine, folder: string): Promise<DataSeen> {
  await machine.run(['mkdir', '-p', '-m', '0700', folder]);
  // etcd itself goes by this: the folder of the log comes by a rename, with its first file in it.
  const logs = await machine.run(['find', folder, '-path', '*/member/wal/*.wal', '-print', '-quit']);
  return {
    hasData: logs.stdout.trim() !== '',
    isRegistered: (await machine.readText(markIn(folder))) !== undefined,
  };
}

/** Written before the registration is sent: who has the mark may be registered, who has not never was. */
export async function markRegistered(machine: Machine, folder: string): Promise<void> {
  await machine.writeFile(markIn(folder), 'etcd waits for the other members of its cluster\n', 0o600);
}

/** Takes away what an etcd left that never came to a log. */
export async function clearRemains(machine: Machine, folder: string): Promise<void> {
  await machine.run(['rm', '-rf', `${folder}/member`, `${folder}/proxy`]);
}
