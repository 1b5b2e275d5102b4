import { z } from 'zod';
import { cidrField } from '../../network/fields.ts';
import { says } from '../../says.ts';
import { glusterfsSchema } from './glusterfs.ts';
import { absolutePath, nodeSet } from './names.ts';

const port = z.int().min(1).max(65535);
const on = (where: string) =>
  nodeSet.optional().meta({
    description: `Nodes it runs on: \`all\` or names. Absent: ${where}.`,
    examples: ['all', ['master1']],
  });
const hostPort = z.string().regex(/^[^\s:]+:\d{1,5}$/, says('platform.endpoint'));
const url = z.string().regex(/^https?:\/\/\S+$/, says('answers.not-url'));

const monitor = z.strictObject({
  url: url.meta({ description: 'Address of the monitoring page.', examples: ['http://127.0.0.1:1234'] }),
  panel: z.string().meta({ description: 'Panel to show.', examples: ['overlord'] }),
});

const overlord = z.strictObject({
  api_on: on('the first node'),
  proxy_on: on('none'),
  versions: z.record(z.string(), z.array(z.string())).meta({
    description: 'Versions on offer by type (`redis`, `redis_cluster`, `memcache`).',
    examples: [{ redis: ['4.0.11'] }],
  }),
  groups: z
    .record(z.string(), z.unknown())
    .optional()
    .meta({
      description: 'Groups of appointed nodes.',
      examples: [{ sh001: 'Shanghai' }],
    }),
  monitor: monitor.optional().meta({
    description: 'Monitoring page that the web page links to.',
    examples: [{ url: 'http://127.0.0.1:1234', panel: 'overlord' }],
  }),
});

const service = <T extends z.ZodType>(schema: T, description: string, example: unknown) =>
  schema
    .optional()
    .meta({ description: `${description} Absent: off; \`{}\`: on with its defaults.`, examples: [example] });

/** `platform.services`: a service that is absent is off. */
export const servicesSchema = z.strictObject({
  docker: service(
    z.strictObject({
      on: on('all'),
      data_root: absolutePath.optional().meta({
        description: "Docker's data. Absent: `/var/lib/docker`, or the data disk.",
        examples: ['/mnt/docker-data'],
      }),
    }),
    'Docker.',
    {},
  ),
  glusterfs: service(glusterfsSchema, 'GlusterFS.', {
    volumes: [{ name: 'hash_volume', kind: 'distributed', nodes: 'all' }],
  }),
  zookeeper: service(
    z.strictObject({
      on: on('the first three nodes, or the first'),
      external: z
        .array(hostPort)
        .min(1)
        .optional()
        .meta({
          description: 'An ensemble that exists, instead of `on`.',
          examples: [['10.0.0.1:2181']],
        }),
    }),
    'ZooKeeper.',
    {},
  ),
  mesos_master: service(z.strictObject({ on: on("ZooKeeper's nodes") }), 'Mesos masters, an odd number.', {}),
  mesos_agent: service(
    z.strictObject({
      on: on('all'),
      attributes: z
        .record(z.string(), z.string())
        .optional()
        .meta({
          description: 'Attributes the agents announce.',
          examples: [{ rack: 'r1' }],
        }),
    }),
    'Mesos agents.',
    {},
  ),
  marathon: service(
    z.strictObject({
      on: on('the Mesos masters'),
      principal: z
        .string()
        .default('marathon')
        .meta({
          description: 'Mesos principal and role.',
          examples: ['marathon'],
        }),
      apps: z
        .array(z.record(z.string(), z.unknown()))
        .default([])
        .meta({
          description: 'Marathon applications, or `file:` names in the payload.',
          examples: [[{ file: 'redis.json' }]],
        }),
    }),
    'Marathon.',
    {},
  ),
  etcd: service(
    z.strictObject({
      on: on('the first three nodes, or the first'),
      external: z
        .array(url)
        .min(1)
        .optional()
        .meta({
          description: 'A cluster that exists, instead of `on`.',
          examples: [['http://10.0.0.1:2379']],
        }),
      legacy_port: z
        .boolean()
        .default(false)
        .meta({ description: 'Also listen on port 4001.', examples: [true] }),
    }),
    'etcd.',
    {},
  ),
  calico: service(
    z.strictObject({
      on: on("Docker's nodes"),
      ipv4_pool: cidrField.default('10.244.0.0/16').meta({
        description: 'Addresses of containers; no network of a node overlaps them.',
        examples: ['10.244.0.0/16'],
      }),
    }),
    'Calico.',
    {},
  ),
  registry: service(
    z.strictObject({
      on: on('the first node'),
      port: port.default(5000).meta({ description: 'Port.', examples: [5000] }),
      data: absolutePath.default('/var/lib/docker-registry').meta({
        description: 'Folder of the images.',
        examples: ['/opt/data/registry'],
      }),
    }),
    'Image registry, on one node.',
    {},
  ),
  marathon_lb: service(
    z.strictObject({
      on: on('the first Marathon node'),
      group: z
        .string()
        .default('external')
        .meta({ description: 'Group of applications.', examples: ['external'] }),
    }),
    'marathon-lb, on one node.',
    {},
  ),
  overlord: service(overlord, 'Overlord cache platform.', { versions: { redis: ['4.0.11'] } }),
});
