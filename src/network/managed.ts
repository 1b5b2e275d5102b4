import { z } from 'zod';
import type { Machine } from '../machine.ts';

/** A device as systemd-networkd has it (networkctl(1)). */
export type ManagedLink = {
  readonly name: string;
  /** `configured`, `configuring`, `pending`, `failed`, `unmanaged`, … */
  readonly setup: string;
  readonly carrier: string;
  /** The .network file that it follows. */
  readonly file?: string | undefined;
  /** Name servers that it uses, those of a lease too. */
  readonly dns: readonly string[];
};

const listSchema = z.object({
  Interfaces: z.array(
    z.object({
      Name: z.string(),
      AdministrativeState: z.string(),
      CarrierState: z.string(),
      NetworkFile: z.string().nullish(),
      DNS: z.array(z.object({ Family: z.number(), Address: z.array(z.number()) })).default([]),
    }),
  ),
});

/** Every device that networkd knows. @throws CommandFailed when networkd does not answer. */
export async function managedLinks(machine: Pick<Machine, 'run'>): Promise<ManagedLink[]> {
  const { stdout } = await machine.run(['networkctl', '--json=short', 'list'], { timeoutSeconds: 15 });
  return listSchema.parse(JSON.parse(stdout)).Interfaces.map((one) => ({
    name: one.Name,
    setup: one.AdministrativeState,
    carrier: one.CarrierState,
    file: one.NetworkFile ?? undefined,
    dns: one.DNS.map(({ Address }) => addressOf(Address)),
  }));
}

/** Bytes of an address in network order as text; not the shortest spelling for IPv6. */
function addressOf(bytes: readonly number[]): string {
  if (bytes.length === 4) return bytes.join('.');
  const groups = Array.from({ length: 8 }, (_, i) => ((bytes[2 * i] ?? 0) << 8) | (bytes[2 * i + 1] ?? 0));
  return groups.map((group) => group.toString(16)).join(':');
}
