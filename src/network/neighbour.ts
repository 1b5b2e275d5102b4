import { z } from 'zod';
import { CommandFailed, type Machine } from '../machine.ts';
import { pause } from '../pause.ts';

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

/** Seconds for three questions and the last answer (arp(7), RFC 4861 10). */
const RESOLVE_SECONDS = 4;

/**
 * Who has an address of the link, with an address of one's own: by ARP or neighbour discovery (RFC 4861). The
 * kernel is told that somebody will use it, and asks; no packet is sent to it, and it needs no route.
 */
export async function resolveNeighbour(address: string, { machine, device, signal }: Asking): Promise<Owner> {
  const family = address.includes(':') ? '-6' : '-4';
  const options = { signal, timeoutSeconds: LIMIT };
  const ip = (...words: string[]) => machine.run(['ip', '-json', family, 'neighbour', ...words], options);
  const until = performance.now() + RESOLVE_SECONDS * 1000;
  try {
    // An answer of earlier is no answer.
    await ip('flush', 'to', address, 'dev', device);
    await ip('replace', 'to', address, 'dev', device, 'use');
    for (;;) {
      const { stdout } = await ip('show', 'to', address, 'dev', device);
      const [found] = neighboursSchema.parse(JSON.parse(stdout.trim() || '[]'));
      if (found?.lladdr !== undefined && !found.state.some((one) => SILENT.includes(one)))
        return found.lladdr;
      if (found?.state.includes('FAILED') || performance.now() > until || signal.aborted) return undefined;
      await pause(0.2, signal);
    }
  } catch (cause) {
    if (!(cause instanceof CommandFailed)) throw cause;
    return { reason: cause.message };
  }
}

const SILENT = ['FAILED', 'INCOMPLETE', 'NONE'];

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
