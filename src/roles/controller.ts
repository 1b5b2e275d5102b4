import { z } from 'zod';
import { addressField } from '../network/fields.ts';
import { says } from '../says.ts';
import { Secret } from '../secret.ts';

/** Where a controller's image registry listens. */
export const REGISTRY_PORT = 5000;

/** Ports that other services of a controller listen on, by service: not free for the web page. */
export const TAKEN_PORTS: Readonly<Record<number, string>> = {
  22: 'ssh',
  53: 'DNS',
  123: 'NTP',
  2379: 'etcd',
  2380: 'etcd',
  [REGISTRY_PORT]: 'the image registry',
  9090: 'prometheus',
  27017: 'mongodb',
};

const ha = z.strictObject({
  members: z
    .array(addressField)
    .min(2)
    .max(7)
    .meta({
      description:
        'Addresses of all controllers, this one included, the same list in the same order on each; the first starts as primary. Three, or another odd number, survive a failure.',
      examples: [['192.168.122.170', '192.168.122.171', '192.168.122.172']],
    }),
  virtual_ip: addressField.optional().meta({
    description: "An address of the controllers' network that the primary holds.",
    examples: ['192.168.122.180'],
  }),
});

/** The `controller` section: the web page and the cluster it serves. */
export const controllerSchema = z.strictObject({
  http_port: z
    .int()
    .min(1)
    .max(65535)
    .default(80)
    .meta({
      description: `Port of the web page and of the agents' requests; none of ${Object.keys(TAKEN_PORTS).join(', ')}.`,
      examples: [80],
    }),
  cluster_size: z
    .literal([1, 3, 5, 7, 9], says('controller.cluster-size'))
    .default(3)
    .meta({
      description:
        "How many agents form the agents' etcd: 1, 3, 5, 7 or 9. Agents wait until so many are there.",
      examples: [3],
    }),
  ha: ha.optional().meta({
    description: 'High availability over several controllers. Absent: this is the only controller.',
    examples: [
      {
        members: ['192.168.122.170', '192.168.122.171', '192.168.122.172'],
        virtual_ip: '192.168.122.180',
      },
    ],
  }),
  auth_key: z
    .string()
    .regex(/^[A-Za-z0-9]{32,}$/, says('controller.auth-key'))
    .transform((key) => new Secret(key))
    .optional()
    .meta({
      description:
        'Secret shared by the services of the controllers: 32 or more letters and digits. Absent: drawn at random. With `ha` it is required, the same on every member. The wizard makes it from a passphrase: type the same one on each, 12 characters or more.',
      examples: ['0123456789abcdefghijABCDEFGHIJ01'],
    }),
  registry: z
    .boolean()
    .default(false)
    .meta({
      description:
        "Whether the cluster's image registry runs on the controller, on port 5000 without a password. With `ha` on the first member: answer the same on all.",
      examples: [false],
    }),
});
export type ControllerAnswers = z.output<typeof controllerSchema>;
