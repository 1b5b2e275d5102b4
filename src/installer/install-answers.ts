import { z } from 'zod';
import { says } from '../says.ts';
import { Secret } from '../secret.ts';
import { isCertificate } from './certificate.ts';
import { secretUrl } from './report-url.ts';

const SECONDS: Readonly<Record<string, number>> = { s: 1, min: 60, h: 3600 };

const DURATION = /^\d{1,5}(s|min|h)$/;
const toSeconds = (text: string) => Number.parseInt(text, 10) * (SECONDS[text.replace(/^\d+/, '')] ?? 1);

const duration = z.string().regex(DURATION, says('install.duration')).transform(toSeconds);

/** Seconds of a duration (`30s`, `5min`, `1h`); undefined for what is none. */
export function secondsOf(text: string): number | undefined {
  return DURATION.test(text) ? toSeconds(text) : undefined;
}

/** The word of the first kind of disk stands alone, as it did before there was a second. */
const wipe = z
  .union([z.literal('target'), z.array(z.enum(['target', 'data'])).min(1)], says('install.wipe'))
  .transform((written): readonly ('target' | 'data')[] => (written === 'target' ? [written] : written));

/** Where events are sent; the address may hold a password. */
export const reportSchema = z.strictObject({
  url: z
    .string()
    .regex(/^https?:\/\/\S+$/, says('answers.not-url'))
    .refine((url) => URL.canParse(url), says('answers.not-url'))
    .transform(secretUrl)
    .meta({
      description: 'Where events are sent, by HTTP POST.',
      examples: ['https://install.example.com/events'],
    }),
  hmac_key: z
    .string()
    .min(1, says('answers.empty'))
    .transform((key) => new Secret(key))
    .optional()
    .meta({
      description: 'Secret that signs each request (HMAC-SHA-256).',
      examples: ['a long random text'],
    }),
  ca: z
    .string()
    .min(1, says('answers.empty'))
    .refine(isCertificate, says('report.ca'))
    .optional()
    .meta({
      description: 'Certificates (PEM) that the server is trusted by, in place of the public ones.',
      examples: ['-----BEGIN CERTIFICATE-----…'],
    }),
});

/** The `install` section: how the installation itself goes. Durations are seconds once normalised. */
export const installSchema = z.strictObject({
  image: z
    .enum(['usr-image', 'disk-image'])
    .default('usr-image')
    .meta({
      description:
        '`usr-image`: the system on this medium; `disk-image`: an original COS or Flatcar image below `/bzimage`.',
      examples: ['usr-image'],
    }),
  wipe: wipe.optional().meta({
    description:
      '`target` allows an unattended installation to destroy everything on the target disk, `[target, data]` also everything on the data disk (`disk.data`); without it an unattended installation stops.',
    examples: ['target', ['target', 'data']],
  }),
  reinstall: z
    .boolean()
    .default(false)
    .meta({
      description:
        '`true`: install again even where the target holds a finished node made from the same answers; otherwise that node is started.',
      examples: [false],
    }),
  kernel_args: z
    .array(z.string())
    .default([])
    .meta({
      description: "Further arguments on the installed node's kernel command line.",
      examples: [['console=ttyS1,115200']],
    }),
  disk_health: z
    .enum(['warn', 'refuse'])
    .default('warn')
    .meta({
      description:
        'What a target gets that fails, wears out or cannot be read (SMART, NVMe health, a short read sample): `warn` says so and goes on, `refuse` stops before the first write.',
      examples: ['warn'],
    }),
  preflight: z
    .enum(['refuse', 'warn', 'off'])
    .default('refuse')
    .meta({
      description:
        "What the network gets that does not pass the checks before the first write (the node's own settings are tried: address free, gateway, name servers, time servers, cluster): `refuse` stops, `warn` says so and goes on, `off` does not try them.",
      examples: ['refuse'],
    }),
  preflight_wait: duration.prefault('0s').meta({
    description:
      'How long checks that failed are asked again until they pass: a number with `s`, `min` or `h`. Absent: once.',
    examples: ['15min'],
  }),
  on_success: z
    .enum(['reboot', 'poweroff', 'stay'])
    .default('reboot')
    .meta({
      description: 'What happens at the end.',
      examples: ['reboot'],
    }),
  interactive: z
    .array(z.enum(['controller', 'agent', 'system', 'network', 'disk']))
    .default([])
    .meta({
      description:
        'Sections that a person answers on the console: the wizard opens with their pages, then shows all answers and asks for the confirmation. They may be missing in the file; what it says in them is proposed.',
      examples: [['network', 'disk']],
    }),
  report: reportSchema.optional().meta({
    description: 'Events of the installation are sent to this server.',
    examples: [{ url: 'https://install.example.com/events' }],
  }),
});
export type InstallAnswers = z.output<typeof installSchema>;
