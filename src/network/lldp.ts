import { z } from 'zod';
import { CommandFailed, type Machine } from '../machine.ts';
import type { Link } from './link.ts';
import { printable } from './printable.ts';

const neighbourSchema = z.object({
  ChassisID: z.string().optional(),
  PortID: z.string().optional(),
  SystemName: z.string().optional(),
  /** Bits of IEEE 802.1AB 8.5.8.1. */
  EnabledCapabilities: z.number().optional(),
});
const outputSchema = z.object({
  Neighbors: z
    .array(z.object({ InterfaceName: z.string(), Neighbors: z.array(neighbourSchema).default([]) }))
    .default([]),
});

const BRIDGE = 1 << 2;

/**
 * What systemd-networkd has heard by LLDP so far, by card: the switch, where several speak on one cable. Texts
 * are printable, whoever sent them. Nothing where no networkd runs, as at a desk.
 */
export async function lldpNeighbours(
  machine: Pick<Machine, 'run'>,
  signal: AbortSignal,
): Promise<Map<string, NonNullable<Link['lldp']>>> {
  const heard = read(await printed(machine, signal));
  return new Map(
    heard.flatMap(({ InterfaceName, Neighbors }) => {
      const isBridge = (one: Neighbour) => ((one.EnabledCapabilities ?? 0) & BRIDGE) !== 0;
      const one = Neighbors.find(isBridge) ?? Neighbors[0];
      const system = one?.SystemName ?? one?.ChassisID;
      if (!one || system === undefined) return [];
      const port = one.PortID === undefined ? {} : { port: printable(one.PortID) };
      return [[InterfaceName, { system: printable(system), ...port }] as const];
    }),
  );
}

type Neighbour = z.output<typeof neighbourSchema>;

async function printed(machine: Pick<Machine, 'run'>, signal: AbortSignal): Promise<string> {
  try {
    return (await machine.run(['networkctl', 'lldp', '--json=short'], { signal })).stdout;
  } catch (cause) {
    if (cause instanceof CommandFailed) return '';
    throw cause;
  }
}

function read(json: string) {
  return json.trim() === '' ? [] : outputSchema.parse(JSON.parse(json)).Neighbors;
}
