import { checkDocument } from '../../installer/check-document.ts';
import { isWithin } from '../../installer/key-path.ts';
import type { Problem } from '../../problem.ts';
import type { Context } from './context.ts';
import { documentOf } from './document.ts';

/**
 * Problems of other sections that are there only because of the network: HA members without this node's
 * address, a virtual IP outside its network. They are said where the network is asked for, for either may be
 * what is to be changed.
 */
export function conflictsWithNetwork(context: Context): Problem[] {
  const document = documentOf(context.pages, context);
  const others = problemsIn(document).filter(({ path }) => OTHERS.some((outer) => isWithin(path, outer)));
  if (others.length === 0) return [];
  const { network: _, ...rest } = document;
  const without = new Set(problemsIn(rest).map(nameOf));
  return others.filter((problem) => !without.has(nameOf(problem)));
}

const OTHERS = ['controller', 'agent', 'container_network'];

function nameOf({ code, path }: Problem): string {
  return `${code} ${path}`;
}

function problemsIn(document: unknown): readonly Problem[] {
  const checked = checkDocument(document);
  return 'problems' in checked ? checked.problems : checked.warnings;
}
