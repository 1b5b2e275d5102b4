import type { Machine } from '../machine.ts';
import { startLiveNetwork } from '../network/live-network.ts';
import { secretsOfDocument } from '../redact.ts';
import { Secret } from '../secret.ts';
import { writtenIn } from './answer-file.ts';
import { bootWord } from './boot-words.ts';
import type { NodeChoice } from './fleet/node.ts';
import { reportSchema } from './install-answers.ts';
import type { Inventory } from './inventory.ts';
import { valueAt } from './plain-data.ts';
import { secretUrl } from './report-url.ts';
import type { Reporter } from './reporter.ts';
import type { ResolvedAnswers } from './resolved.ts';
import { isUrl } from './url-candidates.ts';
import { caOf } from './url-options.ts';

type World = { readonly machine: Machine; readonly inventory: Inventory };

/**
 * `cos.report=URL` on the kernel's command line: where events go before the answers are read, and where these name
 * no other place. @throws ProblemError for a CA that cannot be used.
 */
export async function reportByWord(reporter: Reporter, { machine, inventory }: World): Promise<void> {
  const commandLine = (await machine.readText('/proc/cmdline')) ?? '';
  const url = bootWord(commandLine, 'cos.report');
  reporter.about({ inventory });
  if (url === undefined || !isUrl(url) || !URL.canParse(url)) return;
  const ca = await caOf(machine, bootWord(commandLine, 'cos.answers_ca'), inventory.medium?.mount_point);
  await startLiveNetwork(machine);
  reporter.sendTo({ url: secretUrl(url), ca });
}

/** `install.report` of an answer file, also of one that is wrong elsewhere: that it is wrong is worth a report. */
export async function reportByFile(
  text: string,
  reporter: Reporter,
  machine: Machine,
  node?: NodeChoice,
): Promise<void> {
  const data = writtenIn(text, node);
  const hostname = valueAt(data, ['system', 'hostname']);
  reporter.about({
    secrets: secretsOfDocument(data),
    ...(typeof hostname === 'string' ? { hostname } : {}),
  });
  const report = reportSchema.safeParse(valueAt(data, ['install', 'report']));
  if (!report.success) return;
  await startLiveNetwork(machine);
  reporter.sendTo(report.data);
}

/** The answers that a person confirmed. */
export async function reportByAnswers(
  { answers, drawn }: ResolvedAnswers,
  inventory: Inventory,
  { reporter, machine }: { readonly reporter: Reporter; readonly machine: Machine },
): Promise<void> {
  const secrets = [...secretsOfAnswers(answers), ...secretsOfAnswers(drawn)];
  reporter.about({ inventory, hostname: answers.system.hostname, secrets });
  const { report } = answers.install;
  if (!report) return;
  await startLiveNetwork(machine);
  reporter.sendTo(report);
}

function secretsOfAnswers(value: unknown): string[] {
  if (value instanceof Secret) return [value.reveal()];
  if (typeof value !== 'object' || value === null) return [];
  return Object.values(value).flatMap(secretsOfAnswers);
}
