import type { Language } from '../../src/problem.ts';
import type { Screens } from './screens.ts';

/** The pages that show the wizard, below the project's root. */
export const GUIDES: readonly (readonly [path: string, language: Language])[] = [
  ['docs/guide.md', 'en'],
  ['docs/guide.zh.md', 'zh'],
];

const BLOCK = /<!-- screen: ([\w-]+) -->\n```text\n[\s\S]*?\n```\n/g;

/** A page with every block `<!-- screen: NAME -->` filled anew. @throws for a name without a screen. */
export function withScreens(page: string, screens: Screens): string {
  return page.replaceAll(BLOCK, (_, name: string) => {
    const screen = screens.get(name);
    if (!screen) throw new Error(`no screen ${name}; there are ${[...screens.keys()].join(', ')}`);
    return `<!-- screen: ${name} -->\n\`\`\`text\n${printed(screen)}\n\`\`\`\n`;
  });
}

/** Names of the blocks of a page, in its order. */
export function screenNames(page: string): string[] {
  return [...page.matchAll(BLOCK)].map(([, name = '']) => name);
}

/** A screen without the blanks that nobody sees; runs of empty rows as one. */
export function printed(screen: readonly string[]): string {
  return screen
    .map((row) => row.trimEnd())
    .join('\n')
    .replaceAll(/\n{3,}/g, '\n\n');
}
