import { z } from 'zod';
import { Secret } from '../secret.ts';
import { type Random, randomHex, randomText, randomUuid } from './random.ts';

const uuid = z.string().regex(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
const secret = (pattern: RegExp) =>
  z
    .string()
    .regex(pattern)
    .transform((text) => new Secret(text));

/** Everything of one installation that is random or derived with randomness, as it is saved. */
export const drawnSchema = z.strictObject({
  disk_guid: uuid,
  partition_guids: z.strictObject({
    efi_system: uuid,
    bios_boot: uuid,
    usr_a: uuid,
    usr_b: uuid,
    oem: uuid,
    root: uuid,
  }),
  root_uuid: uuid,
  oem_uuid: uuid,
  /** FAT volume serial number of EFI-SYSTEM: `mkfs.vfat -i`. */
  efi_volume_id: z.string().regex(/^[0-9a-f]{8}$/),
  auth_key: secret(/^[A-Za-z0-9]{32,}$/),
  /** The host name and four random characters: a node that is installed again is another etcd member. */
  etcd_name: z.string().regex(/^[A-Za-z0-9.-]+-[A-Za-z0-9]{4}$/),
  /** crypt(5) hash of the password of user `cos`. */
  password_hash: secret(/^\$(6|y)\$[./A-Za-z0-9$=]+$/),
  /** Of the data disk, where there is one: its table, its partition, its file system. */
  data_disk: z
    .strictObject({ disk_guid: uuid, partition_guids: z.strictObject({ data: uuid }), fs_uuid: uuid })
    .optional(),
});
export type Drawn = z.output<typeof drawnSchema>;
export type DrawnDataDisk = NonNullable<Drawn['data_disk']>;

/** What of the answers goes into the draw. */
type Given = {
  readonly hostname: string;
  readonly passwordHash: Secret;
  readonly authKey: Secret | undefined;
  readonly dataDisk: boolean;
};

/** Draws everything; the secrets that come from the answers are handed in. */
export function draw(random: Random, { hostname, passwordHash, authKey, dataDisk }: Given): Drawn {
  const guid = () => randomUuid(random);
  return {
    disk_guid: guid(),
    partition_guids: {
      efi_system: guid(),
      bios_boot: guid(),
      usr_a: guid(),
      usr_b: guid(),
      oem: guid(),
      root: guid(),
    },
    root_uuid: guid(),
    oem_uuid: guid(),
    efi_volume_id: randomHex(random, 4),
    auth_key: authKey ?? new Secret(randomText(random, 32)),
    etcd_name: `${hostname}-${randomText(random, 4)}`,
    password_hash: passwordHash,
    // Last, so that the other draws are the same with and without it.
    ...(dataDisk
      ? { data_disk: { disk_guid: guid(), partition_guids: { data: guid() }, fs_uuid: guid() } }
      : {}),
  };
}
