import { z } from 'zod';
import type { Machine } from '../machine.ts';

const outputSchema = z.array(
  z.object({
    ifname: z.string().optional(),
    /** Only printed where it differs from the address in use. */
    permaddr: z.string().optional(),
    addr_info: z
      .array(
        z.object({
          local: z.string().optional(),
          prefixlen: z.number().optional(),
          scope: z.string().optional(),
        }),
      )
      .default([]),
  }),
);

export type IpFacts = { readonly permanentMac: string | undefined; readonly addresses: readonly string[] };

/**
 * Addresses in CIDR form (link-local ones left out) and permanent MAC addresses by card, from ip(8).
 * @throws CommandFailed when ip fails, ZodError when it prints another shape.
 */
export async function ipFacts(machine: Machine, signal: AbortSignal): Promise<Map<string, IpFacts>> {
  const { stdout } = await machine.run(['ip', '-json', 'address', 'show'], { signal });
  const cards = outputSchema.parse(JSON.parse(stdout.trim() || '[]'));
  return new Map(
    cards.flatMap(({ ifname, permaddr, addr_info }) => {
      const addresses = addr_info.flatMap(({ local, prefixlen, scope }) =>
        local === undefined || scope !== 'global' ? [] : [`${local}/${prefixlen}`],
      );
      return ifname === undefined ? [] : [[ifname, { permanentMac: permaddr, addresses }]];
    }),
  );
}

/** Link-local IPv6 addresses of one card in CIDR form. @throws CommandFailed when there is no such card. */
export async function linkLocals(machine: Pick<Machine, 'run'>, card: string): Promise<string[]> {
  const { stdout } = await machine.run([
    'ip',
    '-json',
    '-6',
    'address',
    'show',
    'dev',
    card,
    'scope',
    'link',
  ]);
  const cards = outputSchema.parse(JSON.parse(stdout.trim() || '[]'));
  return cards.flatMap(({ addr_info }) =>
    addr_info.flatMap(({ local, prefixlen }) => (local === undefined ? [] : [`${local}/${prefixlen}`])),
  );
}
