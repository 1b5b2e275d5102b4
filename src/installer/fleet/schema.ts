import { z } from 'zod';
import { parseSize } from '../../bytes.ts';
import { addressField, macField } from '../../network/fields.ts';
import { nodeName } from '../../roles/platform/names.ts';
import { refuse, says } from '../../says.ts';
import { roleSections, sharedSections } from '../answers.ts';

/** `match`: what a machine is known by. */
export const matchSchema = z
  .strictObject({
    mac: macField.optional().meta({
      description:
        'Permanent MAC address of one of its cards, which is also the `network.interface` where none is given.',
      examples: ['52:54:00:00:02:01'],
    }),
    serial: z
      .string()
      .min(1, says('answers.empty'))
      .optional()
      .meta({ description: "The machine's serial number, as its firmware has it.", examples: ['7XK2L13'] }),
    uuid: z
      .string()
      .regex(/^[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}$/, says('fleet.not-uuid'))
      .transform((uuid) => uuid.toLowerCase())
      .optional()
      .meta({
        description: "The machine's UUID, as its firmware has it.",
        examples: ['4c4c4544-0058-4b10-8032-b7c04f513133'],
      }),
  })
  .refine((given) => Object.keys(given).length > 0, says('fleet.match-empty'));
/** What a machine must have to be a node: all that is given. */
export type Match = z.output<typeof matchSchema>;

const prefix = z
  .int()
  .min(1)
  .max(128)
  .optional()
  .meta({
    description: 'Prefix length of `address`, here or, for all nodes, in `defaults.network.prefix`.',
    examples: [24],
  });

/** `memory` in bytes. */
export const memorySchema = z
  .string()
  .transform((text, context) => {
    const bytes = parseSize(text);
    if (bytes !== undefined) return bytes;
    refuse(context, 'fleet.not-size', { value: text });
    return z.NEVER;
  })
  .optional()
  .meta({
    description: 'Memory of the machine, for the check at the desk: too little is a warning.',
    examples: ['16G'],
  });

/** What a node's block has beside the parts of an answer file. */
const ownKeys = {
  address: addressField.optional().meta({
    description: "The node's address: with the prefix length it is `network.address`.",
    examples: ['172.0.0.1'],
  }),
  match: matchSchema.optional().meta({
    description: 'Which machine this is. Absent: a person is asked on the console.',
    examples: [{ mac: '52:54:00:00:02:01' }],
  }),
  prefix,
  memory: memorySchema,
};

const part = z.unknown().optional();
const { network: _, ...others } = { ...roleSections, ...sharedSections };
/** The parts of an answer file, which are judged in the expanded ones. */
const parts = {
  role: part,
  ...Object.fromEntries(Object.keys(others).map((name) => [name, part])),
  network: z.looseObject({ prefix }).optional(),
};
const defaults = z.strictObject({ prefix, memory: memorySchema, ...parts });
const node = z.strictObject({ ...ownKeys, ...parts }).nullable();

/** A fleet file: what its nodes have in common, and what each has of its own. */
export const fleetFileSchema = z.strictObject({
  version: z
    .literal(1, says('answers.version'))
    .meta({ description: 'Version of this format.', examples: [1] }),
  fleet: z
    .string()
    .regex(/^[A-Za-z0-9]([A-Za-z0-9-]{0,30}[A-Za-z0-9])?$/, says('platform.name'))
    .meta({
      description: 'Name of the fleet. It is `platform.name` where none is given.',
      examples: ['dc1'],
    }),
  defaults: defaults.default({}).meta({
    description:
      'What all nodes have in common: any part of an answer file. `network` may hold the `prefix` of all addresses.',
    examples: [{ role: 'agent', network: { prefix: 24, gateway: '172.0.0.254' } }],
  }),
  nodes: z
    .record(nodeName, node)
    .refine((nodes) => Object.keys(nodes).length > 0, says('fleet.no-nodes'))
    .meta({
      description: "The nodes by name, in order; the name is the node's `system.hostname`.",
      examples: [{ master1: { address: '172.0.0.1', match: { mac: '52:54:00:00:02:01' } } }],
    }),
});
export type FleetFile = z.output<typeof fleetFileSchema>;

/** The keys that a fleet file allows at a path of it. */
export function fleetKeysAt(path: readonly PropertyKey[]): string[] {
  const [section, , key] = path;
  if (path.length === 0) return Object.keys(fleetFileSchema.shape);
  if (key === 'match') return Object.keys(matchSchema.shape);
  return Object.keys(section === 'defaults' ? defaults.shape : node.unwrap().shape);
}

/** The keys of a block that an answer file does not have. */
export const FLEET_KEYS: readonly string[] = Object.keys(ownKeys);
