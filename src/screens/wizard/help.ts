import { answersJsonSchema, schemasAt } from '../../installer/json-schema.ts';
import type { FrameRow } from '../frame.ts';
import { textRows } from '../width.ts';
import { openPage } from './focus.ts';
import { columnsOf } from './layout.ts';
import type { WizardState } from './state.ts';
import { helpEn } from './text/help-en.ts';
import { helpZh } from './text/help-zh.ts';
import { say } from './text/table.ts';
import { pathKeys } from './values.ts';

/** What F1 shows for a field: what the schema says of it (or in its place a text for screens), examples, the keys. */
export function helpRows(state: WizardState, focus: string): FrameRow[] {
  const { language } = state;
  const page = openPage(state);
  const field = page.fields.find(({ id }) => id === focus);
  const columns = columnsOf(state);
  const schema = field && schemaOf(field.path);
  const own = language === 'zh' ? helpZh : helpEn;
  const said = field?.help && say(field.help, language);
  const description = said ?? (field && own[field.path]) ?? schema?.description;
  const examples = field?.example ? [field.example] : (schema?.examples ?? []).map(exampleText);
  return [
    ...textRows(
      field ? say(field.label, language) : say(page.title, language, page.titleArgs?.(state)),
      columns,
      'strong',
    ),
    ...textRows(plain(description ?? say(page.intro, language)), columns),
    ...(examples.length > 0
      ? textRows(`${say('frame.example', language)} ${examples.join('   ')}`, columns)
      : []),
    [],
    ...textRows(say('frame.key-help', language), columns, 'dim'),
  ];
}

function schemaOf(path: string) {
  return path === '' ? undefined : schemasAt(answersJsonSchema(), pathKeys(path), undefined)[0];
}

/** An example as it is typed into a field. */
function exampleText(example: unknown): string {
  return Array.isArray(example) ? example.map(exampleText).join(', ') : String(example);
}

/** Without the marks of Markdown, which the reference page needs. */
function plain(text: string): string {
  return text.replaceAll(/`|\*\*/g, '');
}
