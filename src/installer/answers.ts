import { z } from 'zod';
import { diskAnswersSchema } from '../disk/answers.ts';
import { containerNetworkSchema, networkAnswersSchema } from '../network/answers.ts';
import { agentSchema } from '../roles/agent.ts';
import { controllerSchema } from '../roles/controller.ts';
import { platformSchema } from '../roles/platform.ts';
import { says } from '../says.ts';
import { installSchema } from './install-answers.ts';
import { systemSchema } from './system-answers.ts';

/** The sections of the roles: a file has the one of its role. */
export const roleSections = {
  controller: controllerSchema.meta({
    description: 'Settings of role `controller`.',
    examples: [{ http_port: 80 }],
  }),
  agent: agentSchema.meta({
    description: 'Settings of role `agent`.',
    examples: [{ controllers: ['192.168.122.170:80'], install_code: '8070' }],
  }),
  platform: platformSchema.meta({
    description: 'Settings of role `platform`: the cluster, the same text on every node.',
    examples: [{ nodes: [{ name: 'master1', address: '172.0.0.1' }] }],
  }),
};

/** The sections that every role has. */
export const sharedSections = {
  system: systemSchema.meta({
    description: 'The node itself: name, login, time.',
    examples: [{ hostname: 'controller1', password: 'correct horse battery' }],
  }),
  network: networkAnswersSchema.meta({
    description: 'The network card and its addresses.',
    examples: [{ interface: { mac: '52:54:00:00:00:01' }, address: 'dhcp' }],
  }),
  disk: diskAnswersSchema.meta({
    description: 'The disk to install on.',
    examples: [{ target: { serial: 'S4EVNF0M' } }],
  }),
  container_network: containerNetworkSchema.optional().meta({
    description: 'Addresses for containers.',
    examples: [{ pool: [{ start: '192.168.122.200', end: '192.168.122.250' }] }],
  }),
  install: installSchema.prefault({}).meta({
    description: 'How the installation itself goes.',
    examples: [{ wipe: 'target', on_success: 'reboot' }],
  }),
};

const version = z.literal(1, says('answers.version')).meta({
  description: 'Version of this format.',
  examples: [1],
});
const roleIs = <R extends keyof typeof roleSections>(role: R) =>
  z
    .literal(role)
    .meta({ description: 'What the node is: `controller`, `agent` or `platform`.', examples: [role] });

const { controller, agent, platform } = roleSections;

/** THE schema: an answer file, read and normalised (sizes in bytes, lists for lists, secrets hidden, defaults in). */
export const answerFileSchema = z.discriminatedUnion('role', [
  z.strictObject({ version, role: roleIs('controller'), controller, ...sharedSections }),
  z.strictObject({ version, role: roleIs('agent'), agent, ...sharedSections }),
  z.strictObject({ version, role: roleIs('platform'), platform, ...sharedSections }),
]);

export type Role = keyof typeof roleSections;
/** An answer file as a person or the wizard writes it. */
export type AnswerFile = z.input<typeof answerFileSchema>;
/** Normalised answers: what plans are made from. */
export type Answers = z.output<typeof answerFileSchema>;
