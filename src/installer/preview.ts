import { DATA_DISK } from '../disk/data-disk.ts';
import type { Sample } from '../disk/sample.ts';
import type { Machine } from '../machine.ts';
import type { Problem } from '../problem.ts';
import type { Absent, Destruction, Plan } from '../step.ts';
import { checkDocument } from './check-document.ts';
import { describePlan } from './describe.ts';
import type { Inventory } from './inventory.ts';
import { makePlan } from './plan.ts';
import { prepare } from './prepare.ts';
import type { Random } from './random.ts';
import { type ResolvedAnswers, resolveAnswers } from './resolved.ts';
import { underPolicy } from './target-health.ts';
import { userDataOf } from './user-data.ts';

/** What a document of answers would do to a machine: what the summary shows before anything is confirmed. */
export type Preview = {
  /** Errors and warnings of document and machine together; with an error the other parts are empty. */
  readonly problems: readonly Problem[];
  /** What is destroyed, disk by disk: each is confirmed by itself. */
  readonly destroys: readonly Destruction[];
  /** What the node goes without, for it is not on the medium. */
  readonly not_installed?: readonly Absent[];
  /** The plan as `cos-install plan` prints it, secrets as stars. */
  readonly plan: readonly string[];
  /** The cloud-config of the node, secrets as stars. */
  readonly user_data: readonly string[];
};

/** What a preview showed, ready to be carried out: absent where there is an error, or no machine. */
export type Previewed = {
  readonly preview: Preview;
  readonly ready?: { readonly plan: Plan; readonly resolved: ResolvedAnswers };
};

type World = {
  /** Absent at a desk without a machine: then only the document is judged. */
  readonly inventory: Inventory | undefined;
  /** Runs openssl where the document has a plain password. */
  readonly machine: Pick<Machine, 'run'>;
  readonly random?: Random;
  /** Reads a sample of each disk that is erased; absent for a recorded machine. */
  readonly sample?: Sample | undefined;
};

/** Makes the very plan that a confirmation carries out, and the words for it. Writes nothing. */
export async function previewInstall(
  document: unknown,
  { inventory, machine, random, sample }: World,
): Promise<Previewed> {
  const checked = checkDocument(document);
  if ('problems' in checked) return judged(checked.problems);
  const { answers, warnings } = checked;
  if (!inventory) return judged(warnings);
  const prepared = prepare(answers, inventory);
  if ('problems' in prepared) return judged([...warnings, ...prepared.problems]);
  const resolved = await resolveAnswers(answers, random ? { machine, random } : { machine });
  const planned = makePlan(resolved, inventory);
  if ('problems' in planned) return judged([...warnings, ...planned.problems]);
  const { plan } = planned;
  const sampled = [
    ...((await sample?.(prepared.disk)) ?? []),
    ...((prepared.data && (await sample?.(prepared.data, DATA_DISK))) ?? []),
  ];
  const read = underPolicy(sampled, answers.install);
  const problems = [...warnings, ...planned.warnings, ...read];
  if (read.some((one) => one.severity === 'error')) return judged(problems);
  const preview: Preview = {
    problems,
    destroys: plan.destroys,
    ...(plan.not_installed ? { not_installed: plan.not_installed } : {}),
    plan: describePlan(plan),
    user_data: String(userDataOf(resolved, prepared)).trimEnd().split('\n'),
  };
  return { preview, ready: { plan, resolved } };
}

function judged(problems: readonly Problem[]): Previewed {
  return { preview: { problems, destroys: [], plan: [], user_data: [] } };
}
