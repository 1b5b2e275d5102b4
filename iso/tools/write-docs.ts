import { readFile, writeFile } from 'node:fs/promises';
import { answersJsonSchema } from '../../src/installer/json-schema.ts';
import { referencePage } from '../../src/installer/reference.ts';

// npm run docs: writes what is made from the schema of the answers.
const root = new URL('../../', import.meta.url);
const schema = answersJsonSchema();
const example = await readFile(new URL('docs/answers.example.yaml', root), 'utf8');
await writeFile(new URL('schemas/answers.schema.json', root), `${JSON.stringify(schema, null, 2)}\n`);
await writeFile(new URL('docs/answer-file.md', root), referencePage(schema, example));
