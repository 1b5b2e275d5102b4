import { readFile, writeFile } from 'node:fs/promises';
import { errorPage } from '../../src/installer/error-reference.ts';
import { fleetJsonSchema } from '../../src/installer/fleet/json-schema.ts';
import { fleetPage } from '../../src/installer/fleet/reference.ts';
import { answersJsonSchema } from '../../src/installer/json-schema.ts';
import { referencePage } from '../../src/installer/reference.ts';
import { reportJsonSchema } from '../../src/installer/report-event.ts';
import { sections } from '../../src/problems/explained/entry.ts';
import { GUIDES, withScreens } from '../../test/guide/blocks.ts';
import { screensOf } from '../../test/guide/screens.ts';
import { withBytes } from '../../test/screens/blessed/bytes-table.ts';

// npm run docs: writes what is made from the schema of the answers and the catalogue of errors, the wizard's screens in the
// guides, and their bytes.
const root = new URL('../../', import.meta.url);
const schema = answersJsonSchema();
const example = await readFile(new URL('docs/answers.example.yaml', root), 'utf8');
await writeFile(new URL('schemas/answers.schema.json', root), `${JSON.stringify(schema, null, 2)}\n`);
await writeFile(
  new URL('schemas/report.schema.json', root),
  `${JSON.stringify(reportJsonSchema(), null, 2)}\n`,
);
await writeFile(new URL('docs/answer-file.md', root), referencePage(schema, example));
await writeFile(
  new URL('schemas/fleet.schema.json', root),
  `${JSON.stringify(fleetJsonSchema(), null, 2)}\n`,
);
await writeFile(
  new URL('docs/fleet.md', root),
  fleetPage(await readFile(new URL('docs/fleet.example.yaml', root), 'utf8')),
);
await writeFile(new URL('docs/errors.md', root), errorPage(sections(), 'en'));
await writeFile(new URL('docs/errors.zh.md', root), errorPage(sections(), 'zh'));

for (const [path, language] of GUIDES) {
  const page = await readFile(new URL(path, root), 'utf8');
  await writeFile(new URL(path, root), withScreens(page, await screensOf(language)));
}

const performance = new URL('docs/performance.md', root);
await writeFile(performance, await withBytes(await readFile(performance, 'utf8')));
