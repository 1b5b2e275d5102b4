import { z } from 'zod';
import type { Disk, Health } from './disk.ts';

/**
 * smartctl(8): health, attributes, the wear of flash (`ssd`) and SCSI's error counters (`error`). It finds out
 * by itself how a disk is to be asked, and asks no USB bridge that it does not know.
 */
export function smartctlCommand(disk: Pick<Disk, 'path'>): [string, ...string[]] {
  return ['smartctl', '--json=c', '--health', '--attributes', '--log=ssd', '--log=error', disk.path];
}

const count = z.number().nonnegative();
const counters = z.object({ total_uncorrected_errors: count.optional() });
const attribute = z.object({ id: z.number(), name: z.string(), raw: z.object({ string: z.string() }) });
const statistic = z.object({ offset: z.number().optional(), value: z.number().optional() });
const page = z.object({ number: z.number().optional(), table: z.array(statistic.nullable()).optional() });

/** The parts of smartctl's JSON (7.1 and later) that tell something about health. */
const documentSchema = z.object({
  smart_status: z.object({ passed: z.boolean().optional() }).optional(),
  ata_smart_attributes: z.object({ table: z.array(attribute) }).optional(),
  ata_device_statistics: z.object({ pages: z.array(page.nullable()).optional() }).optional(),
  nvme_smart_health_information_log: z
    .object({
      critical_warning: z.number().int().nonnegative().max(0xff).optional(),
      media_errors: count.optional(),
      percentage_used: count.optional(),
    })
    .optional(),
  scsi_grown_defect_list: count.optional(),
  scsi_error_counter_log: z.record(z.string(), counters).optional(),
  scsi_percentage_used_endurance_indicator: count.optional(),
  endurance_used: z.object({ current_percent: count }).optional(),
});
type Document = z.output<typeof documentSchema>;

/**
 * What smartctl's JSON says of a disk's health; undefined where it says nothing: no SMART, an unknown bridge.
 * @throws SyntaxError or ZodError when it is not such a document.
 */
export function healthIn(json: string): Health | undefined {
  const document = documentSchema.parse(JSON.parse(json));
  const nvme = document.nvme_smart_health_information_log;
  const health: Health = {
    passed: document.smart_status?.passed,
    critical_warning: nvme?.critical_warning,
    reallocated_sectors: document.scsi_grown_defect_list ?? rawOf(document, 5),
    pending_sectors: rawOf(document, 197),
    uncorrectable_errors: uncorrected(document) ?? largest([rawOf(document, 187), rawOf(document, 198)]),
    media_errors: nvme?.media_errors,
    percentage_used: nvme?.percentage_used ?? wearOf(document),
  };
  return Object.values(health).some((value) => value !== undefined) ? health : undefined;
}

/** Makers use numbers for other things too; smartctl's database of disks then gives the attribute another name. */
const NAMES: ReadonlyMap<number, RegExp> = new Map([
  [5, /realloc|retired|bad_bl/i],
  [187, /uncor|_ue_/i],
  [197, /pending/i],
  [198, /uncor|uerr/i],
]);

/** The value as smartctl prints it: the 48 bits of `raw.value` can hold several numbers (`0 (12 34)`). */
function rawOf({ ata_smart_attributes }: Document, id: number): number | undefined {
  const found = ata_smart_attributes?.table.find((one) => one.id === id && NAMES.get(id)?.test(one.name));
  const digits = /^\d+/.exec(found?.raw.string ?? '')?.[0];
  return digits === undefined ? undefined : Number(digits);
}

/** ATA Command Set, Device Statistics: page 7, offset 8 is the Percentage Used Endurance Indicator. */
function wearOf(document: Document): number | undefined {
  const flash = document.ata_device_statistics?.pages?.find((one) => one?.number === 7);
  return (
    document.scsi_percentage_used_endurance_indicator ??
    flash?.table?.find((one) => one?.offset === 8)?.value ??
    document.endurance_used?.current_percent
  );
}

/** SCSI counts reads, writes and verifications apart. */
function uncorrected({ scsi_error_counter_log: log }: Document): number | undefined {
  const counts = Object.values(log ?? {}).map((one) => one.total_uncorrected_errors ?? 0);
  return log && counts.reduce((sum, one) => sum + one, 0);
}

function largest(values: readonly (number | undefined)[]): number | undefined {
  const known = values.filter((value) => value !== undefined);
  return known.length > 0 ? Math.max(...known) : undefined;
}
