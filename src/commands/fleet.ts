import type { Common } from '../command-line.ts';
import { inReferenceOrder } from '../installer/answer-writer.ts';
import type { Desk } from '../installer/fleet/desk.ts';
import type { Group } from '../installer/fleet/merge.ts';
import { nodeDocument, nodeRow, noSuchNode } from '../installer/fleet/node.ts';
import { type Fleet, type FleetNode, isFleet, readFleet } from '../installer/fleet/read.ts';
import { type FleetProblems, fleetReport } from '../installer/fleet/report.ts';
import { oneLine } from '../installer/key-path.ts';
import { starred } from '../installer/starred.ts';
import { readYaml, type YamlDocument } from '../installer/yaml-document.ts';
import { EXIT, error, exitCodeOf, ProblemError, problemLine } from '../problem.ts';
import { yamlText } from '../secret-yaml.ts';
import { shown } from './shown.ts';
import { readNamed } from './sources.ts';
import type { Tools } from './tools.ts';

/** `validate` of a fleet file: every node checked, problems on standard error by node; nodes on standard output. */
export function validateFleet(
  path: string,
  data: Group,
  yaml: YamlDocument & Desk,
  { common: { output }, tools }: { readonly common: Common; readonly tools: Tools },
): number {
  const fleet = readFleet(data, yaml);
  const report = fleetReport(fleet, yaml);
  const problems = report.flatMap((group) => group.problems);
  const code = exitCodeOf(problems);
  if (output === 'json') {
    const nodes = fleet.nodes.map(asData);
    const found = report.map((group) => ({ nodes: group.nodes, problems: group.problems.map(shown) }));
    tools.print(
      JSON.stringify({ valid: code === EXIT.ok, fleet: fleet.name, nodes, problems: found }, null, 2),
    );
    return code;
  }
  for (const line of report.flatMap((group) => linesOf(group, fleet))) tools.complain(line);
  if (code !== EXIT.ok) return code;
  tools.print(`${path}: valid, fleet ${fleet.name}`);
  for (const line of table(fleet)) tools.print(line);
  return EXIT.ok;
}

/** A heading with the nodes, and the problems below it; no heading for the file as a whole. */
function linesOf({ nodes, problems }: FleetProblems, fleet: Fleet): string[] {
  const lines = problems.map((problem) => problemLine(problem));
  if (nodes.length === 0) return lines;
  const isAll = nodes.length === fleet.nodes.length && nodes.length > 1;
  return [`${isAll ? 'all nodes' : nodes.map(oneLine).join(', ')}:`, ...lines.map((line) => `  ${line}`)];
}

/** A row for each node: name, role, address, what its machine is known by. */
function table({ nodes }: Fleet): string[] {
  const rows = nodes.map((node) => {
    const { role, address, match } = asData(node);
    const known = Object.entries(match ?? {}).map(([key, value]) => `${key} ${value}`);
    return [node.name, role, address, known.join(', ') || 'asked on the console'];
  });
  const widths = [0, 1, 2].map((column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows.map((row) => `  ${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  ')}`);
}

function asData(node: FleetNode) {
  return { ...nodeRow(node), ...(node.match ? { match: node.match } : {}) };
}

/** `explain --node NAME FILE`: the answer file that a node of a fleet stands for, secrets as stars. */
export async function explainNode(path: string, { output, node: name = '' }: Common, { print }: Tools) {
  const { data, ...yaml } = readYaml(await readNamed(path), path);
  if (!yaml.readable) throw new ProblemError(...yaml.problems);
  if (!isFleet(data)) throw new ProblemError({ ...error('fleet.not-a-fleet', ''), place: path });
  const fleet = readFleet(data, yaml);
  if (fleet.problems.length > 0) throw new ProblemError(...fleet.problems);
  const document = nodeDocument(fleet, { name });
  if (!document) throw new ProblemError(noSuchNode(fleet, name, yaml));
  const said = inReferenceOrder(starred(document));
  print(output === 'json' ? JSON.stringify(said, null, 2) : yamlText(said).trimEnd());
  return EXIT.ok;
}
