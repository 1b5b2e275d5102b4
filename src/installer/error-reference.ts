import type { Language } from '../problem.ts';
import { type Entry, marksOf, type Section } from '../problems/explained/entry.ts';
import { entryParts, entrySentence } from './error-entry.ts';

/** The reference page of all numbers, in Markdown. Pure: the same catalogue gives the same page. */
export function errorPage(sections: readonly Section[], language: Language): string {
  return [
    INTRODUCTION[language],
    contents(sections, language),
    ...sections.flatMap(({ title, entries }) => [
      `## ${title[language]}`,
      ...entries.flatMap((entry) => entryBlocks(entry, language)),
    ]),
  ]
    .join('\n\n')
    .concat('\n');
}

/** Every number as a link to its entry, area by area. */
function contents(sections: readonly Section[], language: Language): string {
  return sections
    .map(({ title, entries }) => {
      const links = entries.map(headingOf).map((heading) => `[${heading}](#${anchorOf(heading)})`);
      return `- **${title[language]}**: ${links.join(' · ')}`;
    })
    .join('\n');
}

function entryBlocks(entry: Entry, language: Language): string[] {
  const colon = language === 'en' ? ': ' : '：';
  const parts = entryParts(entry, language).map(({ heading, text }) => `- **${heading}**${colon}${text}`);
  return [`### ${headingOf(entry)}`, `\`\`\`\n${entrySentence(entry, language)}\n\`\`\``, parts.join('\n')];
}

function headingOf(entry: Entry): string {
  return marksOf(entry).join(' ');
}

function anchorOf(heading: string): string {
  return heading.toLowerCase().replaceAll(' ', '-');
}

const INTRODUCTION = {
  en: `# Errors

<!-- Made by \`npm run docs\` from the catalogue in src/problems/: change it there. -->

Every sentence of the installer about something that a person can mend ends with its number: \`[E140]\` an error,
\`[W452]\` a warning, which stops nothing. Some are the one or the other, as the answers want it. A number means the same
in every version and language ([中文](errors.zh.md)). In \`<…>\` stands what differs from case to case. Where there is no
browser, \`cos-install explain E140\` prints the same entry.`,
  zh: `# 错误

<!-- Made by \`npm run docs\` from the catalogue in src/problems/: change it there. -->

安装程序中凡是人可以处理的问题，句末都有编号：\`[E140]\` 是错误，\`[W452]\` 是警告，警告不影响安装。有些编号两者皆可，取决于
应答。编号在所有版本和语言中含义相同（[English](errors.md)）。\`<…>\` 中是随情况变化的内容。没有浏览器时，用
\`cos-install explain E140\` 显示同样的条目。`,
} as const satisfies Record<Language, string>;
