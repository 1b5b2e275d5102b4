import type { InstallAnswers } from '../../installer/install-answers.ts';
import type { Page, Section } from './page.ts';

type Named = InstallAnswers['interactive'][number];

const SECTIONS: Readonly<Record<Named, Section>> = {
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
export function askedOnly(pages: readonly Page[], sections: readonly Named[]): Page[] {
  const asked = new Set<Section>([...sections.map((name) => SECTIONS[name]), 'confirm']);
  return pages.map((page) => (asked.has(page.section) ? page : { ...page, filled: true }));
}
