import { reveal, Secret } from '../../secret.ts';

/** A file that csphere-prepare writes, owned by root. */
export type PreparedFile = {
  readonly path: string;
  readonly mode: number;
  readonly content: string | Secret;
};

/** Rows of an environment file, in their order. */
export type EnvRows = Readonly<Record<string, string | number | Secret>>;

/** `/etc/csphere/NAME.env`, for `EnvironmentFile=` of the unit NAME; for root's eyes only where it has a secret. */
export function envFile(name: string, rows: EnvRows): PreparedFile {
  const entries = Object.entries(rows);
  const path = `/etc/csphere/${name}.env`;
  const text = (show: (value: string | Secret) => string) =>
    entries
      .map(([key, value]) => `${key}=${show(typeof value === 'number' ? String(value) : value)}\n`)
      .join('');
  const hasSecret = entries.some(([, value]) => value instanceof Secret);
  return hasSecret
    ? { path, mode: 0o600, content: new Secret(text(reveal), text(String)) }
    : { path, mode: 0o644, content: text(String) };
}
