import { EXIT, type Language } from '../problem.ts';
import { HEADINGS, type Heading, type Text } from '../problems/explained/area.ts';
import { type Entry, marksOf } from '../problems/explained/entry.ts';
import { pattern } from '../problems/explained/placeholders.ts';

export type Part = { readonly heading: string; readonly text: string };

const ORDER = Object.keys(HEADINGS) as readonly Heading[];
const EXIT_CODE: Text = { en: 'Exit code', zh: '退出码' };
const STOPS_NOTHING: Text = { en: 'a warning stops nothing', zh: '警告不影响安装' };
const AS_ERROR: Text = { en: 'as an error', zh: '作为错误时' };

/** The sentence with names at its places, and its number: `<device> has <size>; … [E216]`. */
export function entrySentence(entry: Entry, language: Language): string {
  const marks = marksOf(entry).map((mark) => `[${mark}]`);
  return `${pattern(entry.row, language)} ${marks.join(' ')}`;
}

/** What stands below the sentence, on the page and on the console. */
export function entryParts(entry: Entry, language: Language): Part[] {
  const texts = ORDER.map((heading) => ({
    heading: HEADINGS[heading][language],
    text: entry.explanation[heading][language],
  }));
  return [...texts, { heading: EXIT_CODE[language], text: exitText(entry, language) }];
}

function exitText({ row, severity }: Entry, language: Language): string {
  const code = `${EXIT[row.exit]} (${row.exit})`;
  if (severity === 'error') return code;
  if (severity === 'warning') return STOPS_NOTHING[language];
  return language === 'en'
    ? `${code} ${AS_ERROR.en}; ${STOPS_NOTHING.en}`
    : `${AS_ERROR.zh} ${code}；${STOPS_NOTHING.zh}`;
}
