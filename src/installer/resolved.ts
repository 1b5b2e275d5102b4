import { createHash, randomBytes } from 'node:crypto';
import type { Machine } from '../machine.ts';
import { Secret } from '../secret.ts';
import type { Answers } from './answers.ts';
import { type Drawn, draw } from './drawn.ts';
import { type Random, randomText } from './random.ts';
import { PASSWORD_BYTES } from './system-answers.ts';

export type { Drawn } from './drawn.ts';

/** Answers with all that is random beside them: equal ones give byte-equal plans and user_data. */
export type ResolvedAnswers = { readonly answers: Answers; readonly drawn: Drawn };

type Means = { readonly machine: Pick<Machine, 'run'>; readonly random?: Random };

/**
 * Draws everything random once, before the plan is made, and turns a plain password into its hash: no
 * plain password is in the result. `machine` runs openssl; `random` is fixed in tests.
 */
export async function resolveAnswers(
  answers: Answers,
  { machine, random = randomBytes }: Means,
): Promise<ResolvedAnswers> {
  const { kind, value } = answers.system.password;
  const hash = kind === 'hash' ? value : await passwordHash(value, { machine, random });
  const authKey = answers.role === 'controller' ? answers.controller.auth_key : undefined;
  return {
    answers: { ...answers, system: { ...answers.system, password: { kind: 'hash', value: hash } } },
    drawn: draw(random, {
      hostname: answers.system.hostname,
      passwordHash: hash,
      authKey,
      dataDisk: answers.disk.data !== undefined,
    }),
  };
}

/**
 * SHA-512 crypt(5) of a password with a drawn salt; it reaches openssl-passwd(1) by standard input only.
 * @throws when openssl would cut the password off: more than 256 bytes.
 */
export async function passwordHash(
  password: Secret,
  { machine, random = randomBytes }: Means,
): Promise<Secret> {
  if (Buffer.byteLength(password.reveal()) > PASSWORD_BYTES)
    throw new Error(`a password of more than ${PASSWORD_BYTES} bytes passed the schema`);
  const salt = randomText(random, 16);
  const { stdout } = await machine.run(['openssl', 'passwd', '-6', '-salt', salt, '-stdin'], {
    stdin: `${password.reveal()}\n`,
  });
  return new Secret(stdout.trim());
}

/**
 * What tells two nodes' answers apart: SHA-256 over the canonical answers (keys sorted, defaults filled
 * in), 64 hexadecimal digits. It lies readable on the OEM partition, so no secret goes in, not even
 * hashed: a four-digit code or a weak password would be found by trying. Nor does what shapes the
 * installation and not the node (`install` except `image` and `kernel_args`): allowing a reinstall does
 * not make other answers. So a changed password alone does not count as another node.
 */
export function answersHash(answers: Answers): string {
  const { image, kernel_args } = answers.install;
  return createHash('sha256')
    .update(JSON.stringify(canonical({ ...answers, install: { image, kernel_args } })))
    .digest('hex');
}

function canonical(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(canonical);
  if (typeof value !== 'object' || value === null) return value;
  const kept = Object.entries(value).filter(([, item]) => item !== undefined && !isSecretPart(item));
  const sorted = kept.toSorted(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(sorted.map(([key, item]) => [key, canonical(item)]));
}

/** A secret, or the password with its kind: whether it was written plain or hashed is the same node. */
function isSecretPart(item: unknown): boolean {
  return (
    item instanceof Secret ||
    (typeof item === 'object' && item !== null && 'value' in item && item.value instanceof Secret)
  );
}
