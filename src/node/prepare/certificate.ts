import type { Machine } from '../../machine.ts';

const FOLDER = '/data/tls';
const KEY = `${FOLDER}/key.pem`;
const CERTIFICATE = `${FOLDER}/cert.pem`;

/**
 * The key and self-signed certificate of the node's services, for ten years, where one of them is missing:
 * a node keeps its own. Both are made beside their places, so that a cut leaves none of them half.
 */
export async function makeCertificate(machine: Machine): Promise<void> {
  const [key, certificate] = await Promise.all([machine.readText(KEY), machine.readText(CERTIFICATE)]);
  if (key && certificate) return;
  await machine.run(['install', '--directory', '--mode=0700', FOLDER]);
  const made = ['-keyout', `${KEY}.new`, '-out', `${CERTIFICATE}.new`];
  const subject = ['-subj', '/O=cSphere/CN=localhost', '-days', '3650'];
  await machine.run(['openssl', 'req', '-x509', '-newkey', 'rsa:2048', '-nodes', ...subject, ...made], {
    timeoutSeconds: 300,
  });
  await machine.run(['chmod', '0600', `${KEY}.new`]);
  await machine.run(['mv', `${KEY}.new`, KEY]);
  await machine.run(['mv', `${CERTIFICATE}.new`, CERTIFICATE]);
}
