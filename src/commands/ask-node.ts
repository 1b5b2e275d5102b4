import type { Common } from '../command-line.ts';
import type { NodeRow } from '../installer/fleet/node.ts';
import type { Inventory } from '../installer/inventory.ts';
import type { Reporter } from '../installer/reporter.ts';
import { nodePage } from '../screens/wizard/pages/node.ts';
import type { Tools } from './tools.ts';
import { consoleInstall } from './wizard-install.ts';
import { openScreen } from './wizard-screen.ts';

/** Milliseconds between two looks whether another console has begun to install. */
const LOOK_EVERY = 1000;

/** A machine that no node of a fleet file fits. */
export type AskedNode = {
  readonly nodes: readonly NodeRow[];
  readonly inventory: Inventory;
  /** Of the run that found that a person has to be asked. */
  readonly reporter: Reporter;
};

/**
 * Asks on this console which node of a fleet file the machine is.
 * @returns its name; `again` when another console has begun to install meanwhile; undefined: it is none of them.
 */
export async function askNode(
  { nodes, inventory }: Omit<AskedNode, 'reporter'>,
  common: Common,
  tools: Tools,
): Promise<{ readonly node: string } | 'again' | undefined> {
  const other = new AbortController();
  const until = { ...tools, signal: AbortSignal.any([tools.signal, other.signal]) };
  const screen = await openScreen(until);
  const { watch } = consoleInstall(common, until, () => other.abort());
  const looks = setInterval(() => void watch(), LOOK_EVERY);
  const page = { pages: [nodePage], inventory, nodes, base: {}, purpose: 'install' } as const;
  try {
    const { leave } = await screen.run(page, async () => {});
    if (leave.node !== undefined) return { node: leave.node };
    return other.signal.aborted ? 'again' : undefined;
  } finally {
    clearInterval(looks);
    other.abort();
  }
}
