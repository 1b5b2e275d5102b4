import { type Host, hostPath } from '../sysfs.ts';
import { askedWithin } from './asking.ts';
import { bootMac } from './boot-card.ts';
import { pciModels } from './card-models.ts';
import { probeCard } from './card-probe.ts';
import { type IpFacts, ipFacts } from './ip-addresses.ts';
import type { Link } from './link.ts';
import { lldpNeighbours } from './lldp.ts';
import type { Place } from './sysfs-card.ts';

export type LinkProbe = { readonly links: Link[]; readonly findings: readonly string[] };

export type LinkProbeOptions = {
  /** Cards as they were seen before: their drivers are not asked again for what does not change. */
  readonly known?: readonly Link[] | undefined;
  /** For all cards together. */
  readonly seconds?: number;
};

/** As long as the disks are waited for beside them; one that answers does so within a second. */
const SECONDS = 20;

/**
 * Every Ethernet card and Ethernet-like device, from sysfs; on this machine also what ip(8), the drivers and
 * networkd say. The loopback and cards that are not Ethernet are left out. All are asked at once, and whoever
 * gave no answer after `seconds` is a finding: a card that hangs keeps no other one waiting.
 * @throws CommandFailed when /sys/class/net cannot be listed.
 */
export async function probeLinks(host: Host, options: LinkProbeOptions = {}): Promise<LinkProbe> {
  const { known = [], seconds = SECONDS } = options;
  const probe = { host, known, seconds, findings: new Set<string>() };
  const places = await listed(host);
  const { machine, sysroot } = host;
  const isHere = sysroot === undefined;
  const [cards, models, ip, lldp, boot] = await Promise.all([
    Promise.all(places.map((place) => probeCard(probe, place))),
    askedWithin(probe, 'lspci', (signal) => pciModels(host, signal)),
    isHere ? askedWithin(probe, 'ip', (signal) => ipFacts(machine, signal)) : undefined,
    isHere ? askedWithin(probe, 'networkctl', (signal) => lldpNeighbours(machine, signal)) : undefined,
    bootMac(host),
  ]);
  const found = cards.filter((card) => card !== undefined);
  const links = found.map((card) => joined(card, { models, ip, lldp, boot }));
  const silent = links.flatMap((link) => (link.silent ? [`${link.name}: ${link.silent}`] : []));
  return {
    links: links.sort((a, b) => a.name.localeCompare(b.name, 'en', { numeric: true })),
    findings: [...probe.findings, ...silent],
  };
}

async function listed(host: Host): Promise<Place[]> {
  const where = [hostPath(host, '/sys/class/net'), '-maxdepth', '1', '-type', 'l'];
  const { stdout } = await host.machine.run(['find', ...where, '-printf', String.raw`%f\t%l\n`]);
  return stdout.split('\n').flatMap((line) => {
    const [name = '', devicePath = ''] = line.split('\t');
    return name === '' ? [] : [{ name, devicePath }];
  });
}

type Told = {
  readonly models: ReadonlyMap<string, string> | undefined;
  readonly ip: ReadonlyMap<string, IpFacts> | undefined;
  readonly lldp: Awaited<ReturnType<typeof lldpNeighbours>> | undefined;
  readonly boot: string | undefined;
};

/** A card with what others say of it. */
function joined(card: Link, { models, ip, lldp, boot }: Told): Link {
  const { permanentMac, addresses = [] } = ip?.get(card.name) ?? {};
  const permanent_mac = permanentMac?.toLowerCase() ?? card.permanent_mac;
  // Bridges and VLANs have their card's address.
  const isBootCard = card.driver !== undefined && (permanent_mac ?? card.mac) === boot;
  const heard = lldp?.get(card.name);
  return {
    ...card,
    permanent_mac,
    model: card.model ?? (card.pci_slot && models?.get(card.pci_slot)),
    addresses: [...addresses],
    ...(heard ? { lldp: heard } : {}),
    ...(isBootCard ? { booted_from: true } : {}),
  };
}
