import { z } from 'zod';
import { refuse, says } from '../says.ts';
import { formatCidr, parseAddress, parseCidr } from './address.ts';
import { addressField, isHostName, macField, textOrList } from './fields.ts';

const card = z
  .strictObject({
    mac: macField.optional().meta({
      description: 'Permanent (burnt-in) MAC address, as `cos-install probe` shows it.',
      examples: ['52:54:00:00:00:01'],
    }),
    name: z
      .string()
      .regex(/^[^\s/:]{1,15}$/, says('network.not-card-name'))
      .optional()
      .meta({
        description: "The kernel's name of the card, good where names do not move.",
        examples: ['eno1'],
      }),
    path: z
      .string()
      .min(1, says('answers.empty'))
      .optional()
      .meta({
        description: "The slot the card sits in: udev's ID_PATH.",
        examples: ['pci-0000:01:00.0'],
      }),
  })
  .refine(
    (one) => [one.mac, one.name, one.path].filter((key) => key !== undefined).length === 1,
    says('network.card-keys'),
  )
  .meta({ oneOf: [{ required: ['mac'] }, { required: ['name'] }, { required: ['path'] }] });

/** Which network card: exactly one of the keys is there. */
export type CardSelector = z.output<typeof card>;

/** How the card gets its address; `cidrs` in the order they were written, the first is the node's own. */
export type AddressAnswer =
  | { readonly method: 'dhcp' }
  | { readonly method: 'static'; readonly cidrs: readonly [string, ...string[]] };

const address = textOrList(cidrOrDhcp, 'network.not-cidr').transform((list, context): AddressAnswer => {
  const [first, ...others] = list;
  if (first === 'dhcp') return { method: 'dhcp' };
  if (first !== undefined) return { method: 'static', cidrs: [first, ...others] };
  refuse(context, 'answers.empty');
  return z.NEVER;
});

function cidrOrDhcp(text: string, isOnlyOne: boolean): string | undefined {
  if (text === 'dhcp' && isOnlyOne) return text;
  const cidr = parseCidr(text);
  return cidr && formatCidr(cidr);
}

const gateway = textOrList((text) => parseAddress(text)?.text, 'network.not-address');

const bond = z.strictObject({
  mode: z.enum(['active-backup', '802.3ad']).meta({
    description:
      '`active-backup`: one card works, the other stands by; `802.3ad`: LACP, the switch must know it.',
    examples: ['active-backup'],
  }),
  members: z
    .array(card)
    .min(2)
    .meta({
      description: 'The cards of the bond, two or more.',
      examples: [[{ mac: '52:54:00:00:00:01' }, { mac: '52:54:00:00:00:02' }]],
    }),
});

/** The `network` section: the one card that the installer configures. */
export const networkAnswersSchema = z.strictObject({
  interface: card.meta({
    description:
      'The network card, by exactly one of `mac`, `name`, `path`. With `bond`: the member whose MAC address the bond takes.',
    examples: [{ mac: '52:54:00:00:00:01' }],
  }),
  address: address.meta({
    description:
      'Address with prefix length (CIDR), a list of them (IPv4 and IPv6), or `dhcp`. The first address is the one other nodes know.',
    examples: ['192.168.122.170/24', 'dhcp', ['192.168.122.170/24', '2001:db8:1::170/64']],
  }),
  gateway: gateway.default([]).meta({
    description:
      'Default gateway, or a list with one per address family. Absent: no default route (or the one of DHCP).',
    examples: ['192.168.122.1', ['192.168.122.1', 'fe80::1']],
  }),
  dns: z
    .array(addressField)
    .default([])
    .meta({
      description: 'Name servers, in the order they are asked; with `dhcp` in front of those of the lease.',
      examples: [['192.168.122.1']],
    }),
  search: z
    .array(z.string().refine(isHostName, says('network.not-domain')))
    .default([])
    .meta({ description: 'Domains that short names are looked up in.', examples: [['example.com']] }),
  mtu: z
    .int()
    .min(576)
    .max(9216)
    .optional()
    .meta({
      description: "Largest packet in bytes (IPv6 needs 1280). Absent: the card's own.",
      examples: [1500],
    }),
  vlan: z
    .int()
    .min(1)
    .max(4094)
    .optional()
    .meta({
      description: 'VLAN number: the address is configured on this VLAN of the card, or of the bond.',
      examples: [100],
    }),
  bond: bond.optional().meta({
    description: 'Several cards used as one.',
    examples: [
      { mode: 'active-backup', members: [{ mac: '52:54:00:00:00:01' }, { mac: '52:54:00:00:00:02' }] },
    ],
  }),
});
export type NetworkAnswers = z.output<typeof networkAnswersSchema>;

/** The `container_network` section: addresses for containers in the node's own network. */
export const containerNetworkSchema = z.strictObject({
  pool: z
    .array(
      z.strictObject({
        start: addressField.meta({
          description: 'First address of the range.',
          examples: ['192.168.122.200'],
        }),
        end: addressField.meta({ description: 'Last address of the range.', examples: ['192.168.122.250'] }),
      }),
    )
    .min(1)
    .meta({
      description: "Address ranges for containers, inside the node's network and without hosts in them.",
      examples: [[{ start: '192.168.122.200', end: '192.168.122.250' }]],
    }),
  gateway: addressField.optional().meta({
    description: "Gateway of the containers. Absent: the node's.",
    examples: ['192.168.122.1'],
  }),
  dns: addressField.optional().meta({
    description: "Name server of the containers. Absent: the node's own.",
    examples: ['192.168.122.1'],
  }),
});
export type ContainerNetworkAnswers = z.output<typeof containerNetworkSchema>;
