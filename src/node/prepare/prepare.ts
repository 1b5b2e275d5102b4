import type { Machine } from '../../machine.ts';
import type { Pause } from '../../pause.ts';
import { reveal } from '../../secret.ts';
import { readInstOpts } from '../inst-opts.ts';
import { makeCertificate } from './certificate.ts';
import type { PreparedFile } from './file.ts';
import { preparedFiles } from './files.ts';
import { gatherFacts } from './gather.ts';

/**
 * Writes what the node's units read, at every start: the network may have changed, and inst-opts.env too.
 * What is as it should be is not written again.
 * @returns the paths that were written
 * @throws NodeFailure, CommandFailed
 */
export async function prepareNode(machine: Machine, pause: Pause): Promise<string[]> {
  const opts = await readInstOpts(machine);
  const files = preparedFiles(opts, await gatherFacts(machine, opts, pause));
  const written = [];
  for (const file of files) if (await write(machine, file)) written.push(file.path);
  await makeCertificate(machine);
  return written;
}

async function write(machine: Machine, { path, mode, content }: PreparedFile): Promise<boolean> {
  const text = reveal(content);
  if ((await machine.readText(path)) === text) return false;
  await machine.writeFile(path, text, mode);
  return true;
}
