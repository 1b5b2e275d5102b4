import { type InteractiveSection, missingSections } from '../../installer/interactive-sections.ts';
import type { Page, Section } from './page.ts';

const SECTIONS: Readonly<Record<InteractiveSection, Section>> = {
  controller: 'settings',
  agent: 'settings',
  system: 'system',
  network: 'network',
  disk: 'disk',
};

/**
 * The pages of a wizard that asks only some sections of an answer file (`install.interactive`), and then
 * shows the summary and asks for the confirmation. The others keep what the file says.
 */
export function askedOnly(pages: readonly Page[], sections: readonly InteractiveSection[]): Page[] {
  const asked = new Set<Section>([...sections.map((name) => SECTIONS[name]), 'confirm']);
  return pages.map((page) => (asked.has(page.section) ? page : { ...page, filled: true }));
}

/** The pages for a file that is edited, without those of sections that it leaves to a person altogether. */
export function exceptMissing(pages: readonly Page[], document: unknown): Page[] {
  const missing = new Set(missingSections(document).map((name) => SECTIONS[name]));
  return pages.filter(({ section }) => !missing.has(section));
}
