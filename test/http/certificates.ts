import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export type Identity = { readonly key: string; readonly cert: string };

/** A certificate authority made for a test, and certificates of it. */
export function authority(name: string) {
  const folder = mkdtempSync(join(tmpdir(), 'cos-ca-'));
  const at = (file: string) => join(folder, file);
  const openssl = (...args: string[]) => execFileSync('openssl', args, { cwd: folder, stdio: 'pipe' });
  const newKey = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes'];
  openssl(
    ...['req', '-x509', ...newKey, '-keyout', 'ca.key', '-out', 'ca.pem'],
    ...['-subj', `/CN=${name}`, '-days', '2'],
  );
  /** A server's key and certificate for some names (`DNS:localhost`, `IP:127.0.0.1`); negative days: it has expired. */
  const issue = (names: string, days = 2): Identity => {
    writeFileSync(at('names'), `subjectAltName=${names}\n`);
    openssl('req', ...newKey, '-keyout', 'server.key', '-out', 'server.csr', '-subj', '/CN=server');
    openssl(
      ...['x509', '-req', '-in', 'server.csr', '-CA', 'ca.pem', '-CAkey', 'ca.key', '-CAcreateserial'],
      ...['-out', 'server.pem', '-extfile', 'names', '-days', String(days)],
    );
    return { key: readFileSync(at('server.key'), 'utf8'), cert: readFileSync(at('server.pem'), 'utf8') };
  };
  return { ca: readFileSync(at('ca.pem'), 'utf8'), issue, remove: () => rmSync(folder, { recursive: true }) };
}
