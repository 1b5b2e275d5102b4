import { badWord } from './boot-words.ts';
import type { Inventory } from './inventory.ts';

/** A word that names a web address, also one that cannot be read. */
export function isUrl(text: string): boolean {
  return /^https?:\/\//i.test(text);
}

type Named = Pick<Inventory, 'dmi' | 'links'>;

/**
 * The addresses that a URL with placeholders means on this machine: `{serial}` and `{uuid}` as the firmware has
 * them, `{mac}` in small letters with hyphens, one address for each card, those with a link first.
 * @param word where it was written. @throws ProblemError when this machine has no such value, or it is no address.
 */
export function urlCandidates(template: string, { dmi, links }: Named, word: string): URL[] {
  const cards = links
    .filter((link) => link.kind === 'physical')
    .toSorted((a, b) => Number(b.link === 'up') - Number(a.link === 'up'));
  const macs = cards.map((card) => (card.permanent_mac ?? card.mac).toLowerCase().replaceAll(':', '-'));
  const known = filled(filled(template, 'serial', dmi.serial, word), 'uuid', dmi.uuid, word);
  const each = /\{mac\}/i.test(known) ? (macs.length > 0 ? macs : [undefined]) : [''];
  return [...new Set(each.map((mac) => filled(known, 'mac', mac, word)))].map((text) => parsed(text, word));
}

function filled(template: string, name: string, value: string | undefined, word: string): string {
  const placeholder = `{${name}}`;
  if (!template.includes(placeholder)) return template;
  if (value === undefined) throw badWord(word, `this machine has no ${name} for ${placeholder}`);
  return template.replaceAll(placeholder, encodeURIComponent(value));
}

function parsed(text: string, word: string): URL {
  const url = URL.parse(text);
  if (!url) throw badWord(word, 'it is no web address that can be read');
  const unknown = /\{\w*\}|%7B\w*%7D/i.exec(url.href)?.[0];
  if (unknown !== undefined)
    throw badWord(word, `${decodeURIComponent(unknown)} is not known; write {serial}, {mac} or {uuid}`);
  return url;
}
