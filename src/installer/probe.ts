import { z } from 'zod';
import { type DiskProbe, probeDisks } from '../disk/probe.ts';
import { healthFindings, withHealth } from '../disk/probe-health.ts';
import type { Machine } from '../machine.ts';
import { type LinkProbe, probeLinks } from '../network/probe.ts';
import { type Host, hostPath } from '../sysfs.ts';
import { probeCpu, probeMemory } from './capacity.ts';
import { probeDmi } from './dmi.ts';
import { probeFirmware } from './firmware.ts';
import type { Inventory } from './inventory.ts';
import { MANIFEST_PROBE, manifestSchema } from './manifest.ts';
import { probeImages } from './probe-images.ts';
import { probePayload } from './probe-payload.ts';
import { RUN } from './steps/places.ts';

export type ProbeOptions = {
  readonly machine: Machine;
  /** Absolute path of a copied tree (`/sys`, `/proc`, `/dev` of another machine) to read instead of this one. */
  readonly sysroot?: string;
  /** The machine as it was seen before: its disks are not asked for their health again. */
  readonly known?: Inventory | undefined;
};

const NO_DISKS: DiskProbe = { disks: [], medium: undefined, findings: [] };
const NO_LINKS: LinkProbe = { links: [], findings: [] };

/** Everything the installer knows of a machine. A probe that fails is a finding and leaves its part empty. */
export async function probeMachine(options: ProbeOptions): Promise<Inventory> {
  const host: Host = options;
  const failed: string[] = [];
  const attempt = async <T>(what: string, probe: (host: Host) => Promise<T>, otherwise: T): Promise<T> => {
    try {
      return await probe(host);
    } catch (cause) {
      const reason = cause instanceof z.ZodError ? z.prettifyError(cause) : String(cause);
      failed.push(`${what}: ${reason.replaceAll(/\s+/g, ' ')}`);
      return otherwise;
    }
  };
  const seen = await attempt('disks', probeDisks, NO_DISKS);
  const [disks, links] = await Promise.all([
    attempt('health', () => addHealth(options, seen), seen),
    attempt('network', (h) => probeLinks(h, { known: options.known?.links }), NO_LINKS),
  ]);
  const medium = disks.medium && {
    ...disks.medium,
    ...(await attempt(MANIFEST_PROBE, (h) => readManifest(h, disks), {})),
    ...(await attempt('images', () => readImages(options, disks), {})),
    ...(await attempt('payload', () => readPayload(options, disks), {})),
  };
  return {
    version: 1,
    firmware: await probeFirmware(host),
    dmi: await probeDmi(host),
    cpu: await attempt('cpu', probeCpu, {}),
    memory_bytes: await probeMemory(host),
    disks: disks.disks,
    links: links.links,
    medium,
    findings: [...failed, ...disks.findings, ...links.findings],
  };
}

/** A copied tree has no disks that could be asked. */
async function addHealth({ machine, sysroot, known }: ProbeOptions, seen: DiskProbe): Promise<DiskProbe> {
  if (sysroot !== undefined) return seen;
  const disks = await withHealth(machine, seen.disks, { known: known?.disks });
  return { ...seen, disks, findings: [...seen.findings, ...healthFindings(disks)] };
}

/** A copied tree has no images in it. */
async function readImages({ machine, sysroot, known }: ProbeOptions, { medium }: DiskProbe) {
  if (sysroot !== undefined || !medium) return {};
  // Several consoles may look at the same time.
  const scratch = `${RUN}/probed-${process.pid}`;
  const bzimage = await probeImages(machine, medium.mount_point, { scratch, known: known?.medium?.bzimage });
  return bzimage ? { bzimage } : {};
}

/** A copied tree has no programs in it. */
async function readPayload({ machine, sysroot }: ProbeOptions, { medium }: DiskProbe) {
  if (sysroot !== undefined || !medium) return {};
  const payload = await probePayload(machine, medium.mount_point);
  return payload ? { payload } : {};
}

/** A medium without a manifest is some other medium, which is no failure; one with a damaged manifest is. */
async function readManifest(
  host: Host,
  { medium }: DiskProbe,
): Promise<Pick<NonNullable<Inventory['medium']>, 'manifest'>> {
  const text = await host.machine.readText(hostPath(host, `${medium?.mount_point}/cos/manifest.json`));
  return text === undefined ? {} : { manifest: manifestSchema.parse(JSON.parse(text)) };
}
