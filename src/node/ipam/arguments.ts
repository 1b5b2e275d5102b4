import { parseArgs } from 'node:util';
import type { TypedRange } from './range-rules.ts';

/** What `net-plugin` was asked for. */
export type Asked =
  | { readonly name: 'add-range' | 'remove-range'; readonly range: TypedRange }
  | {
      readonly name: 'server' | 'list-ranges' | 'addresses' | 'networks' | 'reconcile' | 'retry' | 'help';
    };

export const HELP = `net-plugin: addresses of the cluster's containers, in the hosts' own network

  net-plugin ip-range --ip-start=192.168.122.200/24 --ip-end=192.168.122.250/24
                              add a range; again for a further one
  net-plugin ip-range list    the ranges, and how many addresses are free
  net-plugin ip-range remove --ip-start=... --ip-end=...
                              take a range away that no container uses
  net-plugin addresses        which container has which address
  net-plugin retry            start the containers that docker gave up when
                              there was no address for them

Called by the units of the node:

  net-plugin server           docker's IPAM driver "csphere"
  net-plugin reconcile        before docker: free what was leaked, have each
                              container ask for the address that it had
  net-plugin networks         after docker: its network br0, or ipvlan
`;

/** Reads the command line; undefined for what is none. */
export function readArguments(argv: readonly string[]): Asked | undefined {
  const typed = parsed(argv);
  if (!typed) return undefined;
  const { values, positionals } = typed;
  if (values.help) return { name: 'help' };
  const [name, what, ...more] = positionals;
  const start = values['ip-start'];
  const end = values['ip-end'];
  const range = start !== undefined && end !== undefined ? { start, end } : undefined;
  const hasEnd = start !== undefined || end !== undefined;
  if (more.length > 0 || (name !== 'ip-range' && (what !== undefined || hasEnd))) return undefined;
  if (name === 'ip-range') return rangeCommand(what, range, hasEnd);
  if (name === undefined || name === 'help') return { name: 'help' };
  return SIMPLE.flatMap((one) => (one === name ? [{ name: one }] : []))[0];
}

const SIMPLE = ['server', 'addresses', 'networks', 'reconcile', 'retry'] as const;

function rangeCommand(
  what: string | undefined,
  range: TypedRange | undefined,
  hasEnd: boolean,
): Asked | undefined {
  if (what === 'list') return hasEnd ? undefined : { name: 'list-ranges' };
  if (!range) return undefined;
  if (what === 'remove') return { name: 'remove-range', range };
  return what === undefined || what === 'add' ? { name: 'add-range', range } : undefined;
}

function parsed(argv: readonly string[]) {
  const options = {
    'ip-start': { type: 'string' },
    'ip-end': { type: 'string' },
    help: { type: 'boolean', short: 'h' },
  } as const;
  try {
    return parseArgs({ args: [...argv], options, allowPositionals: true });
  } catch {
    return undefined;
  }
}
