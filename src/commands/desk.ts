import { renderCloudInit } from '../cloud-config/cloud-init.ts';
import { renderCoreos } from '../cloud-config/coreos.ts';
import { nodeConfigOf } from '../cloud-config/node-config.ts';
import type { Common, Dialect } from '../command-line.ts';
import { readAnswers } from '../installer/answer-file.ts';
import type { Answers } from '../installer/answers.ts';
import type { CheckedAnswers } from '../installer/check-document.ts';
import { describePlan } from '../installer/describe.ts';
import { fleetJsonSchema } from '../installer/fleet/json-schema.ts';
import { isFleet } from '../installer/fleet/read.ts';
import { oldControllerProblems, oldSystemProblems } from '../installer/image-rules.ts';
import { type PartlyInteractive, readPartlyInteractive } from '../installer/interactive.ts';
import { answersJsonSchema } from '../installer/json-schema.ts';
import { makePlan } from '../installer/plan.ts';
import { probeMachine } from '../installer/probe.ts';
import { resolveAnswers } from '../installer/resolved.ts';
import { readYaml } from '../installer/yaml-document.ts';
import { chooseCards } from '../network/choose.ts';
import { EXIT, error, exitCodeOf, type Problem, ProblemError, problemLine } from '../problem.ts';
import { validateFleet } from './fleet.ts';
import { shown } from './shown.ts';
import { answersFor, answersIn, folderNamed, inventoryOf, readNamed } from './sources.ts';
import type { Tools } from './tools.ts';

type Validate = { readonly fleet: boolean; readonly common: Common };

/** `validate [--fleet] FILE`: problems on standard error, exit code of the first error. */
export async function validate(path: string, { fleet, common }: Validate, tools: Tools): Promise<number> {
  const text = await readNamed(path);
  const yaml = readYaml(text, path);
  if (yaml.readable && isFleet(yaml.data)) {
    // Without a recording nothing is asked of this machine: it is a desk.
    const recorded = common.machine === undefined ? undefined : await inventoryOf(common, tools.machine);
    return validateFleet(path, yaml.data, { ...yaml, payload: recorded?.medium?.payload }, { common, tools });
  }
  if (fleet && yaml.readable) throw new ProblemError({ ...error('fleet.not-a-fleet', ''), place: path });
  const partly = readPartlyInteractive(text, path);
  if (partly) return validatePartly(path, partly, common, tools);
  const read = readAnswers(text, path);
  if (common.output === 'json') return validateJson(read, tools);
  const { answers, warnings } = answersIn(read);
  warn(warnings, tools);
  tools.print(`${path}: valid, role ${answers.role}`);
  return EXIT.ok;
}

function validateJson(read: CheckedAnswers, { print }: Tools): number {
  const wrong = 'problems' in read;
  const found = wrong ? { problems: read.problems.map(shown) } : { warnings: read.warnings.map(shown) };
  print(JSON.stringify({ valid: !wrong, ...(wrong ? {} : { role: read.answers.role }), ...found }, null, 2));
  return wrong ? exitCodeOf(read.problems) : EXIT.ok;
}

/** A file of which a person answers some sections. */
function validatePartly(
  path: string,
  { role, sections, warnings }: PartlyInteractive,
  { output }: Common,
  tools: Tools,
): number {
  if (output === 'json') {
    const found = { valid: true, role, interactive: sections, warnings: warnings.map(shown) };
    tools.print(JSON.stringify(found, null, 2));
    return EXIT.ok;
  }
  warn(warnings, tools);
  tools.print(`${path}: valid, role ${role}; a person is asked for ${sections.join(', ')}`);
  return EXIT.ok;
}

/** `plan ANSWERS`: what an install would destroy and do; nothing is written. */
export async function plan(path: string, common: Common, tools: Tools): Promise<number> {
  const { answers, warnings, inventory } = await answersFor(path, common, tools.machine);
  const planned = makePlan(await resolveAnswers(answers, { machine: tools.machine }), inventory);
  if ('problems' in planned) throw new ProblemError(...planned.problems);
  const all = [...warnings, ...planned.warnings];
  if (common.output === 'json') {
    tools.print(JSON.stringify({ plan: planned.plan, warnings: all.map(shown) }, null, 2));
    return EXIT.ok;
  }
  warn(all, tools);
  for (const line of describePlan(planned.plan)) tools.print(line);
  return EXIT.ok;
}

function unfitForOld(answers: Answers): Problem[] {
  const controller = answers.role === 'controller' ? oldControllerProblems(answers.controller) : [];
  return [...oldSystemProblems(answers.network), ...controller];
}

/** `render ANSWERS --dialect …`: the cloud-config as it would be written, secrets as stars. */
export async function render(path: string, dialect: Dialect, common: Common, tools: Tools): Promise<number> {
  const { answers, warnings, inventory } = await answersFor(path, common, tools.machine);
  const cards = chooseCards(answers.network, inventory.links);
  if ('problems' in cards) throw new ProblemError(...cards.problems);
  const unfit = dialect === 'coreos' ? unfitForOld(answers) : [];
  if (unfit.some((one) => one.severity === 'error')) throw new ProblemError(...unfit);
  const config = nodeConfigOf(await resolveAnswers(answers, { machine: tools.machine }), cards);
  const user_data = String(dialect === 'coreos' ? renderCoreos(config) : renderCloudInit(config));
  if (common.output === 'json') {
    tools.print(JSON.stringify({ dialect, user_data, warnings: warnings.map(shown) }, null, 2));
    return EXIT.ok;
  }
  warn(warnings, tools);
  tools.print(user_data.trimEnd());
  return EXIT.ok;
}

/** `probe`: this machine, a copied /sys, /proc and /dev tree, or a recording, as JSON. */
export async function probe(sysroot: string | undefined, common: Common, tools: Tools): Promise<number> {
  const inventory =
    sysroot === undefined
      ? await inventoryOf(common, tools.machine)
      : await probeMachine({ machine: tools.machine, sysroot: await folderNamed(sysroot) });
  tools.print(JSON.stringify(inventory, null, 2));
  return EXIT.ok;
}

/** `schema [--fleet]`: the JSON Schema of the answer file, or of the fleet file, for editors. */
export function schema(isOfFleet: boolean, tools: Tools): number {
  tools.print(JSON.stringify(isOfFleet ? fleetJsonSchema() : answersJsonSchema(), null, 2));
  return EXIT.ok;
}

/** Warnings go beside the result, so that a plan or a cloud-config can be sent into a file. */
function warn(warnings: readonly Problem[], { complain }: Tools): void {
  for (const warning of warnings) complain(problemLine(warning));
}
