import { isDeepStrictEqual } from 'node:util';
import type { Selector } from '../disk/answers.ts';
import type { SizeRange } from '../disk/size-range.ts';
import type { AddressAnswer } from '../network/answers.ts';
import { formatEndpoint } from '../roles/agent.ts';
import type { Answers } from './answers.ts';
import { type InstallAnswers, installSchema } from './install-answers.ts';

/**
 * Normalised answers in the shape of an answer file: the schema reads the same answers from it again.
 * Secrets are still Secret, for `secretYaml` to write.
 */
export function writtenAnswers(answers: Answers): Record<string, unknown> {
  const { version, role, system, network, disk, install, ...sections } = answers;
  const { password, ...others } = system;
  return {
    version,
    role,
    ...sections,
    ...('agent' in sections ? { agent: writtenAgent(sections.agent) } : {}),
    system: { ...others, [password.kind === 'hash' ? 'password_hash' : 'password']: password.value },
    network: { ...network, address: writtenAddress(network.address) },
    disk: {
      target: writtenSelector(disk.target),
      data: disk.data && { ...disk.data, select: writtenSelector(disk.data.select) },
    },
    install: writtenInstall(install),
  };
}

function writtenAgent(agent: Extract<Answers, { role: 'agent' }>['agent']) {
  return { ...agent, controllers: agent.controllers.map(formatEndpoint) };
}

function writtenAddress(address: AddressAnswer): string | readonly string[] {
  return address.method === 'dhcp' ? 'dhcp' : address.cidrs;
}

function writtenSelector(selector: Selector) {
  return { ...selector, size: selector.size && writtenSize(selector.size) };
}

function writtenSize({ min_bytes, max_bytes }: SizeRange): string {
  if (max_bytes === undefined) return `>=${min_bytes ?? 0}`;
  return min_bytes === undefined ? `<=${max_bytes}` : `${min_bytes}-${max_bytes}`;
}

/** Without what is as by default: a value written down reads as a wish, and is refused where not built yet. */
function writtenInstall(install: InstallAnswers) {
  const defaults: Readonly<Record<string, unknown>> = installSchema.parse({});
  const wishes = Object.entries(install).filter(([key, value]) => !isDeepStrictEqual(value, defaults[key]));
  const written: Readonly<Record<string, unknown>> = {
    preflight_wait: writtenDuration(install.preflight_wait),
    wipe: isDeepStrictEqual(install.wipe, ['target']) ? 'target' : install.wipe,
  };
  return Object.fromEntries(wishes.map(([key, value]) => [key, written[key] ?? value]));
}

/** The largest unit that fits: the schema takes five digits at most. */
function writtenDuration(seconds: number): string {
  if (seconds > 0 && seconds % 3600 === 0) return `${seconds / 3600}h`;
  return seconds > 0 && seconds % 60 === 0 ? `${seconds / 60}min` : `${seconds}s`;
}
