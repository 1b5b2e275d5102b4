import type { Machine } from '../../machine.ts';
import { pause } from '../../pause.ts';
import { error } from '../../problem.ts';
import { readAttribute } from '../../sysfs.ts';
import type { Ask, NetworkCheck } from '../check.ts';
import { BOND } from '../files.ts';
import { ownerText } from '../neighbour.ts';

/** Seconds for all cables to be in one group: a partner speaks at once, and then every second or every 30 (IEEE 802.1AX 6.4). */
const SECONDS = 35;

type Asked = { readonly machine: Machine; readonly path: string; readonly seconds?: number };

/**
 * Whether a switch answers LACP on the bond, and all cables lead into the same group of its ports. Without
 * that the kernel uses one cable and says nothing (Documentation/networking/bonding.rst, mode 802.3ad).
 */
export function bondPartnerCheck({ machine, path, seconds = SECONDS }: Asked): Ask {
  return async (signal) => {
    const until = performance.now() + seconds * 1000;
    for (;;) {
      const cables = await cablesOf(machine);
      const grouped = largestGroup(cables);
      if (grouped < cables.length && !signal.aborted && performance.now() < until) {
        await pause(0.2, signal);
        continue;
      }
      return [await judged(cables.length, grouped, { machine, path })];
    }
  };
}

/** The group that a cable's other end puts it into; undefined: nobody is heard there. */
type Cable = string | undefined;

/** Of the port's own state: what it knows of its partner is a default, or is too old (IEEE 802.1AX 6.4.2.3). */
const DEFAULTED_OR_EXPIRED = 0xc0;

async function cablesOf(machine: Machine): Promise<Cable[]> {
  const slaves = await readAttribute({ machine }, `/sys/class/net/${BOND}/bonding/slaves`);
  return Promise.all((slaves?.split(' ') ?? []).map((slave) => groupOf(machine, slave)));
}

async function groupOf(machine: Machine, slave: string): Promise<Cable> {
  const attribute = (name: string) =>
    readAttribute({ machine }, `/sys/class/net/${slave}/bonding_slave/${name}`);
  const state = Number((await attribute('ad_actor_oper_port_state')) ?? DEFAULTED_OR_EXPIRED);
  return state & DEFAULTED_OR_EXPIRED ? undefined : attribute('ad_aggregator_id');
}

/** How many cables are in the group that has most. */
function largestGroup(cables: readonly Cable[]): number {
  const sizes = cables.map((one) => (one === undefined ? 0 : cables.filter((other) => other === one).length));
  return Math.max(0, ...sizes);
}

async function judged(
  cables: number,
  grouped: number,
  { machine, path }: Pick<Asked, 'machine' | 'path'>,
): Promise<NetworkCheck> {
  const about = { check: 'link-aggregation', subject: BOND } as const;
  if (grouped === 0)
    return { ...about, result: 'failed', problem: error('preflight.no-partner', path, { device: BOND }) };
  if (grouped < cables) {
    const args = { device: BOND, count: grouped, cables };
    return { ...about, result: 'failed', problem: error('preflight.partner-split', path, args) };
  }
  const partner = await readAttribute({ machine }, `/sys/class/net/${BOND}/bonding/ad_partner_mac`);
  return { ...about, result: 'passed', evidence: partner ? await ownerText(partner, machine) : '' };
}
