import { z } from 'zod';
import { networkProblems } from '../network/rules.ts';
import type { Problem } from '../problem.ts';
import { agentProblems } from '../roles/agent-rules.ts';
import { controllerProblems } from '../roles/controller-rules.ts';
import { platformProblems } from '../roles/platform-rules.ts';
import { type Answers, roleSections, sharedSections } from './answers.ts';
import { containerProblems } from './container-rules.ts';
import { oldControllerProblems, oldPlatformProblems, oldSystemProblems } from './image-rules.ts';
import { kernelArgumentProblems, systemProblems } from './system-rules.ts';

/** The sections of a document that can be read as far as the rules need it; an unreadable one is left out. */
const partsSchema = z.object({
  controller: roleSections.controller.optional().catch(undefined),
  agent: roleSections.agent.partial({ install_code: true }).optional().catch(undefined),
  platform: roleSections.platform.optional().catch(undefined),
  system: sharedSections.system.optional().catch(undefined),
  network: sharedSections.network.partial({ interface: true }).optional().catch(undefined),
  disk: sharedSections.disk.partial({ target: true }).optional().catch(undefined),
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
  platform,
  system,
  network,
  disk,
  container_network,
  install,
}: AnswerParts): Problem[] {
  const isOld = install?.image === 'disk-image';
  return [
    ...(controller ? controllerProblems(controller, network) : []),
    ...(agent ? agentProblems(agent, network) : []),
    ...(platform
      ? platformProblems(platform, { hostname: system?.hostname, network, data: disk?.data })
      : []),
    ...(system ? systemProblems(system) : []),
    ...(network ? networkProblems(network) : []),
    ...(container_network
      ? containerProblems(container_network, { network, controller, agent, platform })
      : []),
    ...(isOld && network ? oldSystemProblems(network) : []),
    ...(isOld && platform ? oldPlatformProblems() : []),
    ...(isOld && controller ? oldControllerProblems(controller) : []),
    ...(install ? kernelArgumentProblems(install) : []),
  ];
}
