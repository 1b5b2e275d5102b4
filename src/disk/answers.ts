import { z } from 'zod';
import { refuse, says } from '../says.ts';
import { busSchema } from './disk.ts';
import { mountPointSchema } from './mount-point.ts';
import { parseSizeRange } from './size-range.ts';

const text = z.string().min(1, says('answers.empty'));

const sizeSchema = z
  .union([z.string(), z.int().nonnegative()], says('disk.size-syntax'))
  .transform((written, context) => {
    const range = parseSizeRange(String(written));
    if (range) return range;
    refuse(context, 'disk.size-syntax', { value: String(written) });
    return z.NEVER;
  });

/** A disk described by what it is: every key that is written must fit, and exactly one disk must. */
export const selectorSchema = z
  .strictObject({
    serial: text.optional().meta({
      description:
        'Serial number as `cos-install probe` shows it; `*` and `?` stand for any characters. Quote one made of digits.',
      examples: ['S4EVNF0M', 'S4EV*'],
    }),
    wwn: text
      .toLowerCase()
      .optional()
      .meta({
        description: 'World Wide Name as `lsblk` prints it (`0x…`, `eui.…`, `naa.…`).',
        examples: ['0x5000c500a1b2c3d4', 'eui.0025385b01234567'],
      }),
    path: z
      .string()
      .regex(/^\/dev\/disk\/by-[a-z-]+\/[^\s]+$/, says('disk.selector-path'))
      .optional()
      .meta({
        description:
          'A stable name below `/dev/disk/by-*`. Kernel names such as `/dev/sda` can change at every start and are refused.',
        examples: [
          '/dev/disk/by-path/pci-0000:00:1f.2-ata-1',
          '/dev/disk/by-id/md-uuid-1c0e9a5d:7b8f3c2a:5d6e7f80:91a2b3c4',
        ],
      }),
    model: text.optional().meta({
      description: 'Model name; `*` and `?` stand for any characters.',
      examples: ['Samsung SSD 980*'],
    }),
    size: sizeSchema.optional().meta({
      description:
        'Size: `>=100G`, `<=2T`, a range `100G-2T`, a size as printed on the disk `480G` (give or take 1 %), or a number of bytes. G = 10^9, Gi = 2^30.',
      examples: ['>=100G', '100G-2T', '480G'],
    }),
    bus: busSchema.optional().meta({ description: 'How the disk is attached.', examples: ['nvme'] }),
    rotational: z
      .boolean()
      .optional()
      .meta({
        description: '`true`: a disk with platters; `false`: an SSD.',
        examples: [false],
      }),
    empty: z
      .boolean()
      .optional()
      .meta({
        description:
          '`true`: no partition table, no file system, no RAID or LVM member on it; `false`: something is.',
        examples: [true],
      }),
  })
  .refine(
    (selector) => Object.values(selector).some((value) => value !== undefined),
    says('disk.selector-empty'),
  )
  .meta({ minProperties: 1 });

/** What selects a disk, sizes in bytes. `serial` and `model` are globs (`*`, `?`). */
export type Selector = z.output<typeof selectorSchema>;

/** The `disk` section: where the system goes, and a second disk for data. */
export const diskAnswersSchema = z.strictObject({
  target: selectorSchema.meta({
    description:
      'The disk that the system is installed on; **everything on it is destroyed**. The keys together must fit exactly one disk.',
    examples: [{ serial: 'S4EVNF0M' }, { bus: 'nvme', size: '>=100G' }],
  }),
  data: z
    .strictObject({
      select: selectorSchema.meta({
        description: 'The data disk, selected like `disk.target`; another disk than that.',
        examples: [{ serial: 'WD-0002' }],
      }),
      mount: mountPointSchema.optional().meta({
        description:
          'Where it is mounted. Absent: the role decides (`/var/lib/docker` for controller and agent; for platform `/data` where GlusterFS or overlord use it, else the folder of Docker). Mounted elsewhere, its folder `docker` is what `/var/lib/docker` shows.',
        examples: ['/var/lib/docker', '/xfs'],
      }),
    })
    .optional()
    .meta({
      description:
        'A second disk for containers, always made anew: one XFS with project quotas; **everything on it is destroyed** (`install.wipe`).',
      examples: [{ select: { serial: 'WD-0002' }, mount: '/var/lib/docker' }],
    }),
});
export type DiskAnswers = z.output<typeof diskAnswersSchema>;
