import type { Machine } from '../../machine.ts';
import { pause } from '../../pause.ts';
import { error } from '../../problem.ts';
import { readAttribute } from '../../sysfs.ts';
import type { Ask, NetworkCheck } from '../check.ts';
import { BOND } from '../files.ts';
import { ownerText } from '../neighbour.ts';

/** Seconds for all cables to be in one group: a partner speaks at once, and then every second or every 30 (IEEE 802.1AX 6.4). */
const SECONDS = 35;
const NOBODY = '00:00:00:00:00:00';

type Asked = { readonly machine: Machine; readonly path: string; readonly seconds?: number };

/**
 * Whether a switch answers LACP on the bond, and all cables lead into the same group of its ports. Without
 * that the kernel uses one cable and says nothing (Documentation/networking/bonding.rst, mode 802.3ad).
 */
export function bondPartnerCheck({ machine, path, seconds = SECONDS }: Asked): Ask {
  return async (signal) => {
    const until = performance.now() + seconds * 1000;
    for (;;) {
      const group = await groupOf(machine);
      const joined = group.partner !== undefined && group.ports === group.members;
      if (!joined && !signal.aborted && performance.now() < until) {
        await pause(0.2, signal);
        continue;
      }
      return [await judged(group, { machine, path })];
    }
  };
}

type Group = { readonly partner: string | undefined; readonly ports: number; readonly members: number };

async function groupOf(machine: Machine): Promise<Group> {
  const attribute = (name: string) => readAttribute({ machine }, `/sys/class/net/${BOND}/bonding/${name}`);
  const partner = await attribute('ad_partner_mac');
  const members = (await attribute('slaves'))?.split(' ').length ?? 0;
  const known = partner === NOBODY ? undefined : partner;
  return { partner: known, ports: Number(await attribute('ad_num_ports')), members };
}

async function judged(
  { partner, ports, members }: Group,
  { machine, path }: Pick<Asked, 'machine' | 'path'>,
): Promise<NetworkCheck> {
  const about = { check: 'link-aggregation', subject: BOND } as const;
  if (partner === undefined)
    return { ...about, result: 'failed', problem: error('preflight.no-partner', path, { device: BOND }) };
  const owner = await ownerText(partner, machine);
  if (ports === members) return { ...about, result: 'passed', evidence: owner };
  const args = { device: BOND, count: ports, cables: members, owner };
  return { ...about, result: 'failed', problem: error('preflight.partner-split', path, args) };
}
