import { z } from 'zod';
import { CommandFailed, type Machine } from '../machine.ts';

export type Asking = {
  readonly machine: Pick<Machine, 'run'>;
  /** Device that is asked on. */
  readonly device: string;
  readonly signal: AbortSignal;
};

/** Who has an address: a MAC address; undefined where nobody answers; or why it could not be asked. */
export type Owner = string | undefined | { readonly reason: string };

/** RFC 5227 2.1.1: three probes, and time for the last answer. */
const PROBES = ['-c', '3', '-w', '4'] as const;
const LIMIT = 15;
const REPLY = /\[([0-9A-F:]{17})\]/i;

/**
 * Who has an IPv4 address, asked without taking it: ARP probes with source 0.0.0.0 (RFC 5227, arping(8)).
 * It may be this machine's own address already: the kernel does not answer itself.
 */
export async function arpProbe(address: string, { machine, device, signal }: Asking): Promise<Owner> {
  try {
    const argv = ['arping', '-D', ...PROBES, '-I', device, address] as const;
    const { stdout } = await machine.run(argv, { signal, timeoutSeconds: LIMIT });
    return REPLY.exec(stdout)?.[1]?.toLowerCase();
  } catch (cause) {
    if (!(cause instanceof CommandFailed)) throw cause;
    // Exit code 1 says that there was an answer.
    return REPLY.exec(cause.stdout)?.[1]?.toLowerCase() ?? { reason: cause.message };
  }
}

const neighboursSchema = z.array(
  z.object({ lladdr: z.string().optional(), state: z.array(z.string()).default([]) }),
);

/**
 * Who has an address of the link, with an address of one's own: by ARP or neighbour discovery (RFC 4861). The
 * kernel asks as soon as something is to be sent; whether the other side answers the ping does not matter.
 */
export async function resolveNeighbour(address: string, { machine, device, signal }: Asking): Promise<Owner> {
  const family = address.includes(':') ? '-6' : '-4';
  // An answer of earlier is no answer.
  await quiet(machine, ['ip', family, 'neighbour', 'flush', 'to', address, 'dev', device], signal);
  try {
    await quiet(machine, ['ping', family, '-n', '-c', '3', '-W', '1', '-I', device, address], signal);
    const argv = ['ip', '-json', family, 'neighbour', 'show', 'to', address, 'dev', device] as const;
    const { stdout } = await machine.run(argv, { signal, timeoutSeconds: LIMIT });
    const found = neighboursSchema.parse(JSON.parse(stdout.trim() || '[]'));
    return found.find(({ state }) => !state.includes('FAILED') && !state.includes('INCOMPLETE'))?.lladdr;
  } catch (cause) {
    if (!(cause instanceof CommandFailed)) throw cause;
    return { reason: cause.message };
  }
}

async function quiet(machine: Asking['machine'], argv: readonly [string, ...string[]], signal: AbortSignal) {
  try {
    await machine.run(argv, { signal, timeoutSeconds: LIMIT });
  } catch (cause) {
    // A program that ended has asked; one that is not there has not.
    if (!(cause instanceof CommandFailed) || cause.exitCode === undefined) throw cause;
  }
}

/** `52:54:00:12:34:56 (Maker)`: who registered the number, from the IEEE's list in systemd's hwdb(7). */
export async function ownerText(mac: string, machine: Pick<Machine, 'run'>): Promise<string> {
  const digits = mac.replaceAll(':', '').toUpperCase();
  // Bit 1 of the first byte: made up by a program, registered by nobody (IEEE 802).
  if ((Number.parseInt(digits.slice(0, 2), 16) & 2) !== 0) return mac;
  try {
    const argv = ['systemd-hwdb', 'query', `OUI:${digits}`] as const;
    const { stdout } = await machine.run(argv, { timeoutSeconds: LIMIT });
    const maker = /^ID_OUI_FROM_DATABASE=(.+)$/m.exec(stdout)?.[1];
    return maker === undefined ? mac : `${mac} (${maker})`;
  } catch (cause) {
    if (!(cause instanceof CommandFailed)) throw cause;
    return mac;
  }
}
