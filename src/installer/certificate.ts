import { X509Certificate } from 'node:crypto';

/** Whether a text begins with a certificate that can be read (PEM). */
export function isCertificate(text: string): boolean {
  try {
    return new X509Certificate(text).subject !== undefined;
  } catch {
    return false;
  }
}
