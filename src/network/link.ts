import { z } from 'zod';

/** A network card as the kernel names it. */
export const linkSchema = z.strictObject({
  /** Kernel name, e.g. `eno1`. */
  name: z.string(),
  mac: z.string(),
  /** Burnt-in address; differs from `mac` on a bond's member. */
  permanent_mac: z.string().optional(),
  driver: z.string().optional(),
  model: z.string().optional(),
  /** Version of the card's own firmware, as its driver tells it. */
  firmware: z.string().optional(),
  /** Where the driver finds the card, mostly its PCI slot. */
  bus_info: z.string().optional(),
  /** PCI slot `0000:01:00.0`. */
  pci_slot: z.string().optional(),
  /** Stable device path as udev has it (ID_PATH), e.g. `pci-0000:01:00.0`. */
  path: z.string().optional(),
  /** `physical` cards are offered; the other kinds are listed with the reason why they are not. */
  kind: z.enum(['physical', 'wireless', 'virtual', 'bridge', 'bond', 'vlan', 'slave']),
  /** The bridge or bond that a `slave` belongs to. */
  master: z.string().optional(),
  /** Link state: carrier seen. `unknown` where the card is down and cannot be asked. */
  link: z.enum(['up', 'down', 'unknown']),
  speed_mbit: z.number().int().positive().optional(),
  /** The fastest mode that card and transceiver can. */
  max_speed_mbit: z.number().int().positive().optional(),
  duplex: z.enum(['full', 'half']).optional(),
  mtu: z.number().int().optional(),
  /** Addresses in CIDR form that the card has now. */
  addresses: z.array(z.string()),
  /** The machine was started over this card; absent where it was not, or nobody told. */
  booted_from: z.literal(true).optional(),
  /** The neighbour that was heard by LLDP: its name, or else its chassis, and the port at its end. Printable. */
  lldp: z.strictObject({ system: z.string(), port: z.string().optional() }).optional(),
  /** Why the driver's own facts are missing: it gave no answer. */
  silent: z.string().optional(),
});
export type Link = z.output<typeof linkSchema>;
