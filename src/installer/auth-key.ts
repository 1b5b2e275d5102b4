import { scryptSync } from 'node:crypto';

/** Fewer characters than these are found by trying. */
export const PASSPHRASE_MIN = 12;
/** Part of what keys depend on: another text would give other keys on controllers of the same cluster. */
const SALT = 'cos controller.auth_key 1';
/** RFC 7914; 16 MiB, a moment on any machine. */
const COST = { N: 16_384, r: 8, p: 1 };
const BYTES = 32;

const derived = new Map<string, string>();

/** Whether a text is a key itself, as `controller.auth_key` has it. */
export function isAuthKey(text: string): boolean {
  return /^[A-Za-z0-9]{32,}$/.test(text);
}

/**
 * The key that a passphrase stands for, the same on every machine: 64 digits, hexadecimal (scrypt). Blanks around
 * it, and other ways to write the same characters (Unicode NFKC), make no difference.
 */
export function authKeyOf(passphrase: string): string {
  const text = passphrase.normalize('NFKC').trim();
  // A wizard asks again with each key that is pressed.
  const key = derived.get(text) ?? scryptSync(text, SALT, BYTES, COST).toString('hex');
  derived.set(text, key);
  return key;
}
