import { z } from 'zod';
import type { ProblemCode } from '../problem.ts';
import { refuse, says } from '../says.ts';
import { formatCidr, parseAddress, parseCidr } from './address.ts';

/** A text field that is an IPv4 or IPv6 address, written canonically in the answers. */
export const addressField = z.string().transform((written, context) => {
  const address = parseAddress(written);
  if (address) return address.text;
  refuse(context, 'network.not-address', { value: written });
  return z.NEVER;
});

/** A text field that is an address with prefix length, written canonically in the answers. */
export const cidrField = z.string().transform((written, context) => {
  const cidr = parseCidr(written);
  if (cidr) return formatCidr(cidr);
  refuse(context, 'network.not-cidr', { value: written });
  return z.NEVER;
});

/**
 * One text or a list of texts, each read by `read`. What that cannot read is refused with `code`: at the
 * key itself where it is one text (which `split` may cut into several), at the entry of a list.
 */
export function textOrList<T>(
  read: (text: string, isOnlyOne: boolean) => T | undefined,
  code: ProblemCode,
  split: (text: string) => string[] = (text) => [text],
) {
  return z
    .union([z.string(), z.array(z.string())], says('answers.not-text-or-list'))
    .transform((written, context): T[] => {
      const list = typeof written === 'string' ? split(written) : written;
      return list.flatMap((one, index) => {
        const value = read(one, typeof written === 'string');
        if (value !== undefined) return [value];
        refuse(context, code, { value: one.trim() }, typeof written === 'string' ? [] : [index]);
        return [];
      });
    });
}

const LABEL = /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/i;

/**
 * A host or domain name: labels of letters, digits and inner hyphens (RFC 1123 2.1), 253 characters at
 * most. The last label holds a letter, or the name could not be told from an address.
 */
export function isHostName(name: string): boolean {
  const labels = name.split('.');
  return (
    name.length <= 253 && labels.every((label) => LABEL.test(label)) && /[a-z]/i.test(labels.at(-1) ?? '')
  );
}

/** A text field that names a machine: a host name or an address. */
export const hostField = z
  .string()
  .refine((host) => isHostName(host) || parseAddress(host) !== undefined, says('network.not-host'));

/** Reads `52:54:00:AB:CD:EF` or `52-54-00-ab-cd-ef` as `52:54:00:ab:cd:ef`. */
export const macField = z
  .string()
  .regex(/^[0-9A-Fa-f]{2}([:-][0-9A-Fa-f]{2}){5}$/, says('network.not-mac'))
  .transform((mac) => mac.toLowerCase().replaceAll('-', ':'));
