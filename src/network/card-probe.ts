import { LATE, within } from '../deadline.ts';
import type { Host } from '../sysfs.ts';
import { type Findings, noted, silence } from './asking.ts';
import { driverFacts } from './driver-facts.ts';
import type { Link } from './link.ts';
import { hasHardware, type Place, readCard, readLine } from './sysfs-card.ts';

export type CardProbe = {
  readonly host: Host;
  readonly findings: Findings;
  /** Cards as they were seen before. */
  readonly known: readonly Link[];
  readonly seconds: number;
};

/**
 * One card with what its driver says. A driver that gives no answer costs the card nothing but the driver's
 * facts; a card of which nothing at all can be read in time is a finding.
 */
export async function probeCard(probe: CardProbe, place: Place): Promise<Link | undefined> {
  const { host, findings, seconds } = probe;
  const seen: { card?: Link | undefined } = {};
  const whole = await within(seconds, async (signal) => {
    seen.card = await readCard(host, place);
    return seen.card && { ...seen.card, ...(await driverPart(probe, place, seen.card, signal)) };
  });
  if (whole !== LATE) return whole;
  if (seen.card) return { ...seen.card, silent: silence(seconds) };
  findings.add(`${place.name}: ${silence(seconds)}`);
  return undefined;
}

/**
 * The driver's part. Speed and duplex are read behind ethtool: a driver that hangs keeps a process waiting,
 * never a thread of this one.
 */
async function driverPart(
  { host, findings, known }: CardProbe,
  place: Place,
  card: Link,
  signal: AbortSignal,
): Promise<Partial<Link>> {
  if (host.sysroot !== undefined || !hasHardware(place)) return readLine(host, place);
  const before = known.find((one) => isUnchanged(one, card));
  if (before?.silent) return { silent: before.silent };
  const facts = before ?? (await noted(findings, place.name, driverFacts(host.machine, place.name, signal)));
  const { firmware, bus_info, max_speed_mbit } = facts ?? {};
  return { firmware, bus_info, max_speed_mbit, ...(await readLine(host, place)) };
}

/** Another transceiver, and so another fastest speed, comes with another cable at the least. */
function isUnchanged(before: Link, now: Link): boolean {
  const keys = ['name', 'mac', 'driver', 'path', 'link'] as const;
  return keys.every((key) => before[key] === now[key]);
}
