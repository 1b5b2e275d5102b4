import { z } from 'zod';

/** Which machine speaks. A receiver knows it by whichever of these its list is kept by. */
const machine = z.strictObject({
  serial: z.string().optional().meta({ description: "The system's serial number, as the firmware has it." }),
  uuid: z.string().optional().meta({ description: "The system's UUID, as the firmware has it." }),
  macs: z
    .array(z.string())
    .meta({ description: 'Burnt-in addresses of its network cards, small letters with colons.' }),
  hostname: z.string().optional().meta({ description: '`system.hostname`, once the answers are read.' }),
});

const common = {
  version: z.literal(1),
  install_id: z.uuid().meta({ description: 'Drawn for each run of the installer.' }),
  sequence: z.int().positive().meta({
    description: '1 for the first event of a run, then one more for each; a gap is an event that was lost.',
  }),
  time: z.iso.datetime().meta({ description: 'When it happened, by the clock of the machine (UTC).' }),
  machine,
};

const stage = z.strictObject({
  id: z
    .string()
    .meta({ description: '`answers`, `checks`, `preflight`, `person`, or the id of a step of the plan.' }),
  title: z.string(),
  number: z.int().positive().optional().meta({ description: 'Of a step of the plan: which one.' }),
  of: z.int().positive().optional().meta({ description: 'How many steps the plan has.' }),
});

const problem = z.strictObject({
  number: z.string().meta({ description: 'As `cos-install explain` takes it: `E412`.' }),
  code: z.string(),
  path: z.string().meta({ description: 'Key of the answer file, or a device.' }),
  line: z.string().meta({ description: 'The whole sentence in English.' }),
});

/** Why it failed: the exit codes by name; `restart`: the node is complete, and the machine did not restart. */
const reason = z.enum([
  ...(['usage', 'answers', 'machine', 'medium', 'write', 'verify', 'preflight'] as const),
  ...(['unexpected', 'aborted', 'restart'] as const),
]);

/** One event as it is posted to `install.report.url`. */
export const reportEventSchema = z.discriminatedUnion('event', [
  z.strictObject({ ...common, event: z.literal('started') }),
  z.strictObject({ ...common, event: z.literal('stage'), stage }),
  z.strictObject({
    ...common,
    event: z.literal('succeeded'),
    seconds: z.number().optional().meta({ description: 'How long the plan took.' }),
    already_installed: z
      .literal(true)
      .optional()
      .meta({ description: 'The disk held a complete node made from these answers: nothing was written.' }),
  }),
  z.strictObject({
    ...common,
    event: z.literal('failed'),
    reason,
    exit_code: z.int(),
    stage_id: z.string().meta({ description: 'The stage in which it failed.' }),
    message: z.string(),
    problems: z.array(problem),
    disk_state: z
      .enum(['untouched', 'unusable', 'complete'])
      .meta({ description: 'What is on the target now.' }),
    advice: z.string().optional(),
  }),
]);
export type ReportEvent = z.output<typeof reportEventSchema>;
export type FailureReason = z.output<typeof reason>;
export type ReportMachine = z.output<typeof machine>;

/** An event before it gets its number and says which machine it is about. */
export type Report = ReportEvent extends infer E
  ? E extends ReportEvent
    ? Omit<E, 'version' | 'install_id' | 'sequence' | 'machine'>
    : never
  : never;

/** The published JSON Schema of an event. */
export function reportJsonSchema(): object {
  return { title: 'COS installer: event posted to report.url', ...z.toJSONSchema(reportEventSchema) };
}
