import { z } from 'zod';
import { parseAddress } from '../network/address.ts';
import type { ContainerNetworkAnswers } from '../network/answers.ts';
import { poolProblems, type UsedAddress } from '../network/pool-rules.ts';
import { type Addressing, networkProblems, staticCidrs } from '../network/rules.ts';
import type { Problem } from '../problem.ts';
import { agentProblems } from '../roles/agent-rules.ts';
import { controllerProblems } from '../roles/controller-rules.ts';
import { type Answers, roleSections, sharedSections } from './answers.ts';
import { kernelArgumentProblems, systemProblems } from './system-rules.ts';

/** The sections of a document that can be read as far as the rules need it; an unreadable one is left out. */
const partsSchema = z.object({
  controller: roleSections.controller.optional().catch(undefined),
  agent: roleSections.agent.partial({ install_code: true }).optional().catch(undefined),
  system: sharedSections.system.optional().catch(undefined),
  network: sharedSections.network.partial({ interface: true }).optional().catch(undefined),
  container_network: sharedSections.container_network.catch(undefined),
  install: sharedSections.install.optional().catch(undefined),
});
export type AnswerParts = z.output<typeof partsSchema>;

/** The readable sections of a document that as a whole is not an answer file. */
export function readableParts(document: unknown): AnswerParts {
  const parts = partsSchema.safeParse(document);
  return parts.success ? parts.data : {};
}

/** What the shape of an answer file cannot say: answers that do not fit each other, without a machine. */
export function checkAnswers(answers: Answers): Problem[] {
  return checkParts(answers);
}

/** The same for those sections that are there. */
export function checkParts({
  controller,
  agent,
  system,
  network,
  container_network,
  install,
}: AnswerParts): Problem[] {
  return [
    ...(controller ? controllerProblems(controller, network) : []),
    ...(agent ? agentProblems(agent, network) : []),
    ...(system ? systemProblems(system) : []),
    ...(network ? networkProblems(network) : []),
    ...(network && container_network ? containerProblems(container_network, network, controller, agent) : []),
    ...(install ? kernelArgumentProblems(install) : []),
  ];
}

function containerProblems(
  containers: ContainerNetworkAnswers,
  network: Addressing,
  controller: AnswerParts['controller'],
  agent: AnswerParts['agent'],
): Problem[] {
  const own = staticCidrs(network);
  const virtualIp = controller?.ha?.virtual_ip;
  const used: [string, readonly string[]][] = [
    ['network.address', own.map((cidr) => cidr.address)],
    ['network.gateway', network.gateway],
    ['network.dns', network.dns],
    ['controller.ha.members', controller?.ha?.members ?? []],
    ['controller.ha.virtual_ip', virtualIp === undefined ? [] : [virtualIp]],
    ['agent.controllers', agent?.controllers.map(({ host }) => host) ?? []],
  ];
  const addresses = used.flatMap(([by, texts]) =>
    texts.flatMap((text): UsedAddress[] => {
      const address = parseAddress(text);
      return address ? [{ address, by }] : [];
    }),
  );
  return poolProblems(containers, own[0], addresses);
}
