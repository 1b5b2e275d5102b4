import { CommandFailed, type Machine } from '../../../machine.ts';

/** What gluster(8) printed, and whether it did what it was told. */
export type Said = { readonly ok: boolean; readonly text: string };

/** glusterd does not answer, or not as it should. */
export class GlusterFailure extends Error {}

/** Seconds for one command: glusterd waits two minutes for peers that hang. */
const SECONDS = 150;

/** One command line of gluster, without its questions. */
export async function gluster(machine: Pick<Machine, 'run'>, ...args: readonly string[]): Promise<Said> {
  try {
    const { stdout } = await machine.run(['gluster', '--mode=script', ...args], { timeoutSeconds: SECONDS });
    return { ok: true, text: stdout };
  } catch (cause) {
    if (!(cause instanceof CommandFailed)) throw cause;
    return { ok: false, text: `${cause.stderr}${cause.stdout}`.trim() || cause.message };
  }
}
