import { z } from 'zod';
import { addressField } from '../network/fields.ts';
import { says } from '../says.ts';
import { nodeName, nodeSet } from './platform/names.ts';
import { servicesSchema } from './platform/services.ts';

const node = z.strictObject({
  name: nodeName.meta({ description: 'Host name of the node.', examples: ['master1'] }),
  address: addressField.optional().meta({
    description: 'Its address; may be absent on nodes that only run Docker and containers.',
    examples: ['172.0.0.1'],
  }),
});

const container = z.strictObject({
  name: z
    .string()
    .regex(/^[a-z0-9][a-z0-9_.-]*$/, says('platform.name'))
    .meta({
      description: 'Name of the container and of its unit.',
      examples: ['probe'],
    }),
  image: z
    .string()
    .min(1, says('answers.empty'))
    .meta({
      description: 'Image, on the medium or in the registry.',
      examples: ['agent:1.0'],
    }),
  on: nodeSet
    .default('all')
    .meta({ description: 'Nodes it runs on: `all` or names.', examples: [['s1', 's2']] }),
  env: z
    .record(z.string(), z.string())
    .default({})
    .meta({
      description: 'Environment variables.',
      examples: [{ LEVEL: 'info' }],
    }),
  ip_variable: z
    .string()
    .default('HOST_IP')
    .meta({
      description: "Variable that holds the node's address.",
      examples: ['HOST_IP'],
    }),
  volumes: z
    .array(z.string())
    .default([])
    .meta({
      description: 'Folders as `host:container[:ro]`.',
      examples: [['/data/redis:/data']],
    }),
  args: z
    .array(z.string())
    .default([])
    .meta({ description: 'Arguments.', examples: [['--verbose']] }),
});

/** The `platform` section: one description of the whole cluster, the same on every node. */
export const platformSchema = z.strictObject({
  name: z
    .string()
    .regex(/^[A-Za-z0-9]([A-Za-z0-9-]{0,30}[A-Za-z0-9])?$/, says('platform.name'))
    .default('cos')
    .meta({
      description: 'Name of the cluster.',
      examples: ['dc1'],
    }),
  nodes: z
    .array(node)
    .min(1)
    .max(64)
    .meta({
      description: 'All nodes, in order; `system.hostname` says which one this is.',
      examples: [[{ name: 'master1', address: '172.0.0.1' }]],
    }),
  services: servicesSchema.default({}).meta({
    description: 'What runs on the nodes.',
    examples: [{ docker: {}, etcd: {} }],
  }),
  containers: z
    .array(container)
    .default([])
    .meta({
      description: 'Containers that run as units.',
      examples: [[{ name: 'agent', image: 'agent:1.0' }]],
    }),
});
export type PlatformAnswers = z.output<typeof platformSchema>;
