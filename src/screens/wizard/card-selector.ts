import { valueAt } from '../../installer/plain-data.ts';
import { type CardSelector, networkAnswersSchema } from '../../network/answers.ts';
import { chooseLink, isCard, knownMac } from '../../network/choose.ts';
import type { Link } from '../../network/link.ts';
import type { Context } from './context.ts';

/** The text that stands for a card: its permanent MAC address, or its name where two cards share one. */
export function cardKey(link: Link, links: readonly Link[]): string {
  if (!isCard(link, links)) return link.name;
  const twins = links.filter((other) => isCard(other, links) && knownMac(other) === knownMac(link));
  return twins.length === 1 ? knownMac(link) : link.name;
}

/** The text for the `network.interface` of a file: the key of the card it names here, else what it says. */
export function selectorText(answer: unknown, { inventory }: Context): string | undefined {
  const selector = readSelector(answer);
  const choice = selector && inventory ? chooseLink(selector, inventory.links) : undefined;
  if (inventory && choice && 'link' in choice) return cardKey(choice.link, inventory.links);
  const written = ['mac', 'name', 'path'].map((key) => valueAt(answer, [key]));
  return written.find((text) => typeof text === 'string');
}

/** `network.interface` for a text; a file's own way to name that card is kept. No text: no key of it. */
export function selectorAnswer(text: string, context: Context): unknown {
  const written = text.trim();
  const inFile = valueAt(context.base, ['network', 'interface']);
  if (inFile !== undefined && selectorText(inFile, context) === written) return inFile;
  return selectorFor(written);
}

/** The selector that a text is: a MAC address, a name, or the path of a slot. */
export function selectorFor(written: string): CardSelector {
  if (/^(pci|platform|acpi|usb)-/.test(written)) return { path: written };
  if (written === '') return {};
  return /[:-]/.test(written) ? { mac: written } : { name: written };
}

/** A selector as the answers have it; undefined when it is none. */
export function readSelector(answer: unknown): CardSelector | undefined {
  return networkAnswersSchema.shape.interface.safeParse(answer).data;
}
