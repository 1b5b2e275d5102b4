import { z } from 'zod';
import { mountPointSchema } from '../../disk/mount-point.ts';
import { says } from '../../says.ts';
import { nodeSet } from './names.ts';

const volume = z.strictObject({
  name: z
    .string()
    .regex(/^[\w-]+$/, says('platform.name'))
    .meta({
      description: 'Name of the volume: letters, digits, `_` and `-`.',
      examples: ['replica_volume'],
    }),
  kind: z.enum(['replicated', 'distributed']).meta({
    description: '`replicated`: each file on several nodes; `distributed`: each file on one.',
    examples: ['replicated'],
  }),
  replica: z
    .int()
    .min(2)
    .max(5)
    .optional()
    .meta({
      description: 'Copies of each file, only for `replicated`. Absent: 3 with three nodes or more, else 2.',
      examples: [3],
    }),
  nodes: nodeSet.meta({
    description: 'Nodes that hold a brick: `all` or names.',
    examples: [['master1', 'agent1']],
  }),
  path: mountPointSchema.optional().meta({
    description: 'Folder of the brick. Absent: `/data/` and the name.',
    examples: ['/data/repli'],
  }),
  mount: z
    .strictObject({
      on: nodeSet.meta({ description: 'Nodes that mount it.', examples: [['master1']] }),
      at: mountPointSchema.meta({ description: 'Where.', examples: ['/data/mnt'] }),
    })
    .optional()
    .meta({ description: 'Where the volume is mounted.', examples: [{ on: ['master1'], at: '/data/mnt' }] }),
});

export const glusterfsSchema = z.strictObject({
  volumes: z
    .array(volume)
    .min(1)
    .meta({
      description: 'Volumes to create.',
      examples: [[{ name: 'replica_volume', kind: 'replicated', nodes: ['master1', 'agent1'] }]],
    }),
});
