import { closestMatch } from 'leven';
import { error, type Problem } from '../../../problem.ts';
import { type Cluster, nodeNamed } from '../cluster.ts';

/** The refusal of a name that no node has, with the name that was probably meant. */
export function notANode({ nodes }: Cluster, path: string, name: string): Problem {
  const names = [...new Set(nodes.map((node) => node.name))];
  const near = closestMatch(name, names, { maxDistance: Math.min(3, Math.ceil(name.length / 3)) });
  const args = { name, nodes: names.join(', ') };
  return near === undefined
    ? error('platform.not-a-node', path, args)
    : error('platform.not-a-node-near', path, { ...args, near });
}

/** What is wrong with a list of names that a person wrote; `all` and what was filled in is always right. */
export function nodeSetProblems(
  cluster: Cluster,
  path: string,
  written: 'all' | readonly string[] | undefined,
): Problem[] {
  if (written === undefined || written === 'all') return [];
  return written.flatMap((name, index) => {
    const at = `${path}[${index}]`;
    if (!nodeNamed(cluster, name)) return [notANode(cluster, at, name)];
    return written.indexOf(name) < index ? [error('platform.member-twice', at, { name })] : [];
  });
}
