import { z } from 'zod';
import { hostField, isHostName } from '../network/fields.ts';
import { refuse, says } from '../says.ts';
import { Secret } from '../secret.ts';
import { isPublicKey } from './ssh-key.ts';
import { isTimezone, nearestTimezone } from './timezone.ts';

/** crypt(5): SHA-512 (`$6$`, salt up to 16, 86 characters of hash) and yescrypt (`$y$`, 43). */
const HASH =
  /^(\$6\$(rounds=\d{1,9}\$)?[./A-Za-z0-9]{1,16}\$[./A-Za-z0-9]{86}|\$y\$[./A-Za-z0-9]+\$[./A-Za-z0-9]{1,86}\$[./A-Za-z0-9]{43})$/;

/** openssl-passwd(1) cuts longer passwords off without a word. */
export const PASSWORD_BYTES = 256;

/** The password of user `cos` as it was answered: the text itself, or its crypt(5) hash. */
export type PasswordAnswer = { readonly kind: 'plain' | 'hash'; readonly value: Secret };

const written = z
  .strictObject({
    hostname: z
      .string()
      .refine(
        (name) => name.length <= 63 && isHostName(name) && name !== 'localhost',
        says('system.hostname'),
      )
      .meta({
        description: "The node's name: letters, digits, hyphens and dots, 63 characters at most (RFC 1123).",
        examples: ['controller1'],
      }),
    password: z
      .string()
      .min(1, says('system.password-empty'))
      .regex(/^\P{Cc}*$/u, says('system.password-characters'))
      .refine((text) => Buffer.byteLength(text) <= PASSWORD_BYTES, says('system.password-long'))
      .optional()
      .meta({
        description:
          'Password of user `cos`; only its hash is kept. Exactly one of `password` and `password_hash` is needed; fewer than 8 characters is a warning.',
        examples: ['correct horse battery'],
      }),
    password_hash: z
      .string()
      .regex(HASH, says('system.password-hash'))
      .optional()
      .meta({
        description:
          'Password of user `cos` as a crypt(5) hash: SHA-512 `$6$…` (made by `openssl passwd -6`) or yescrypt `$y$…` (`mkpasswd`).',
        examples: [`$6$saltsalt$${'x'.repeat(86)}`],
      }),
    ssh_authorized_keys: z
      .array(z.string().refine(isPublicKey, says('system.ssh-key')))
      .default([])
      .meta({
        description: 'Public keys that may log in as `cos`, one line each as in `id_ed25519.pub`.',
        examples: [
          [
            'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIGV4YW1wbGVleGFtcGxlZXhhbXBsZWV4YW1wbGVleGE4 ops@example.com',
          ],
        ],
      }),
    timezone: z
      .string()
      .superRefine((zone, context) => {
        if (!isTimezone(zone))
          refuse(context, 'system.timezone', { value: zone, near: nearestTimezone(zone) });
      })
      .default('Asia/Shanghai')
      .meta({ description: 'Time zone, a name of the tz database.', examples: ['Asia/Shanghai', 'UTC'] }),
    ntp_servers: z
      .array(hostField)
      .default([])
      .meta({
        description:
          'Time servers, host names or addresses. Absent: agents ask their controllers, the others a public pool.',
        examples: [['ntp.example.com']],
      }),
    language: z
      .enum(['en', 'zh'])
      .default('en')
      .meta({
        description: 'Language of the installer: English or Simplified Chinese.',
        examples: ['en'],
      }),
  })
  .meta({ oneOf: [{ required: ['password'] }, { required: ['password_hash'] }] });

/** The `system` section. Written with `password` or `password_hash`; normalised to one `password`. */
export const systemSchema = written.transform(({ password, password_hash, ...others }, context) => {
  if (password !== undefined && password_hash !== undefined)
    refuse(context, 'system.password-twice', {}, ['password_hash']);
  const value = password_hash ?? password;
  if (value === undefined) {
    refuse(context, 'system.password-missing', {}, ['password']);
    return z.NEVER;
  }
  const kind = password_hash === undefined ? 'plain' : 'hash';
  return {
    ...others,
    password: { kind, value: new Secret(value) } satisfies PasswordAnswer as PasswordAnswer,
  };
});
export type SystemAnswers = z.output<typeof systemSchema>;
