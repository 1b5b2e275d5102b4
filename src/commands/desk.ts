import { renderCloudInit } from '../cloud-config/cloud-init.ts';
import { renderCoreos } from '../cloud-config/coreos.ts';
import { nodeConfigOf } from '../cloud-config/node-config.ts';
import type { Common, Dialect } from '../command-line.ts';
import { explainSelector, explainTable } from '../disk/explain.ts';
import { describePlan } from '../installer/describe.ts';
import { makePlan } from '../installer/plan.ts';
import { probeMachine } from '../installer/probe.ts';
import { jsonSchema } from '../installer/json-schema.ts';
import { resolveAnswers } from '../installer/resolved.ts';
import { chooseLink } from '../network/choose.ts';
import { EXIT, type Problem, ProblemError, problemLine } from '../problem.ts';
import { answersOf, inventoryOf } from './sources.ts';
import type { Tools } from './tools.ts';

/** `validate ANSWERS`: problems on standard error, exit code of the first error. */
export async function validate(path: string, common: Common, tools: Tools): Promise<number> {
  const { answers, warnings } = await answersOf(path);
  const lines = warnings.map((p) => problemLine(p));
  if (common.output === 'json') tools.print(JSON.stringify({ valid: true, role: answers.role, warnings }));
  else for (const line of [...lines, `${path}: valid, role ${answers.role}`]) tools.print(line);
  return EXIT.ok;
}

/** `plan ANSWERS`: what an install would destroy and do; nothing is written. */
export async function plan(path: string, common: Common, tools: Tools): Promise<number> {
  const { answers, warnings } = await answersOf(path);
  const inventory = await inventoryOf(common, tools.machine);
  const planned = makePlan(await resolveAnswers(answers, { machine: tools.machine }), inventory);
  if ('problems' in planned) throw new ProblemError(...planned.problems);
  const all: readonly Problem[] = [...warnings, ...planned.warnings];
  if (common.output === 'json') tools.print(JSON.stringify({ plan: planned.plan, warnings: all }, null, 2));
  else
    for (const line of [...all.map((p) => problemLine(p)), ...describePlan(planned.plan)]) tools.print(line);
  return EXIT.ok;
}

/** `render ANSWERS --dialect …`: the cloud-config as it would be written, secrets as stars. */
export async function render(path: string, dialect: Dialect, common: Common, tools: Tools): Promise<number> {
  const { answers } = await answersOf(path);
  const inventory = await inventoryOf(common, tools.machine);
  const card = chooseLink(answers.network.interface, inventory.links);
  if ('problems' in card) throw new ProblemError(...card.problems);
  const config = nodeConfigOf(await resolveAnswers(answers, { machine: tools.machine }), card.link);
  const text = dialect === 'coreos' ? renderCoreos(config) : renderCloudInit(config);
  tools.print(text.toString().trimEnd());
  return EXIT.ok;
}

/** `probe`: this machine, or a copied /sys, /proc and /dev tree, as JSON. */
export async function probe(sysroot: string | undefined, tools: Tools): Promise<number> {
  const options = sysroot === undefined ? {} : { sysroot };
  tools.print(JSON.stringify(await probeMachine({ machine: tools.machine, ...options }), null, 2));
  return EXIT.ok;
}

/** `disks [--explain ANSWERS]`: each disk, and with answers each rule and why it does not fit. */
export async function disks(path: string | undefined, common: Common, tools: Tools): Promise<number> {
  const inventory = await inventoryOf(common, tools.machine);
  const selector = path === undefined ? {} : (await answersOf(path)).answers.disk.target;
  const rows = explainSelector(selector, inventory.disks, inventory.firmware.kind);
  tools.print(common.output === 'json' ? JSON.stringify(rows, null, 2) : explainTable(rows));
  return EXIT.ok;
}

/** `schema`: the JSON Schema of the answer file, for editors. */
export function schema(tools: Tools): number {
  tools.print(JSON.stringify(jsonSchema(), null, 2));
  return EXIT.ok;
}
