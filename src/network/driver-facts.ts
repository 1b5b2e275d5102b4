import { z } from 'zod';
import { CommandFailed, type Machine } from '../machine.ts';
import type { Link } from './link.ts';
import { printable } from './printable.ts';

/** What only a card's driver knows. */
export type DriverFacts = Pick<Link, 'firmware' | 'bus_info' | 'max_speed_mbit'>;

const settingsSchema = z.array(z.object({ 'supported-link-modes': z.array(z.string()).default([]) }));

/**
 * What ethtool(8) says of a card: what its driver does not tell, or this ethtool does not print, is left out.
 * @throws CommandFailed when there is no ethtool.
 */
export async function driverFacts(
  machine: Pick<Machine, 'run'>,
  name: string,
  signal: AbortSignal,
): Promise<DriverFacts> {
  const [info, settings] = await Promise.all([
    printed(machine, ['ethtool', '--driver', name], signal),
    printed(machine, ['ethtool', '--json', name], signal),
  ]);
  const lines = new Map(info.split('\n').map(labelAndValue));
  return {
    firmware: known(lines.get('firmware-version')),
    bus_info: known(lines.get('bus-info')),
    max_speed_mbit: fastest(settings),
  };
}

/** Standard output; empty where the driver or this ethtool has no answer. */
async function printed(
  machine: Pick<Machine, 'run'>,
  argv: readonly [string, ...string[]],
  signal: AbortSignal,
): Promise<string> {
  try {
    return (await machine.run(argv, { signal })).stdout;
  } catch (cause) {
    if (cause instanceof CommandFailed && cause.exitCode !== undefined) return '';
    throw cause;
  }
}

/** `firmware-version: 1.63, 0x80000a05`: only the first colon divides. */
function labelAndValue(line: string): [string, string] {
  const at = line.indexOf(':');
  return at < 0 ? [line, ''] : [line.slice(0, at).trim(), line.slice(at + 1).trim()];
}

/** Drivers write N/A where they do not know. */
function known(text: string | undefined): string | undefined {
  return text && !/^(n\/?a|unknown)$/i.test(text) ? printable(text) : undefined;
}

/** The fastest of link modes like `10000baseSR/Full`, in Mbit/s. */
function fastest(json: string): number | undefined {
  const modes = supportedModes(json).map((mode) => Number(/^(\d+)base/.exec(mode)?.[1] ?? 0));
  return Math.max(0, ...modes) || undefined;
}

function supportedModes(json: string): readonly string[] {
  if (json.trim() === '') return [];
  return settingsSchema.parse(JSON.parse(json)).flatMap((one) => one['supported-link-modes']);
}
