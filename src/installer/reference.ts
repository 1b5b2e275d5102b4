import type { JsonSchema } from './json-schema.ts';
import { notSupportedYet } from './not-supported.ts';
import { type ReferenceRow, rowsOf } from './reference-rows.ts';

/** The sections in the order a person fills them in; the keys outside of sections come before. */
const SECTIONS = [
  'controller',
  'agent',
  'system',
  'network',
  'disk',
  'container_network',
  'install',
  'platform',
];

/**
 * The reference page of the answer file, in Markdown: an example, then every key with its values, default,
 * meaning and example. Pure: equal schemas and examples give equal pages.
 */
export function referencePage(schema: JsonSchema, example: string): string {
  return [
    INTRODUCTION,
    `\`\`\`yaml\n${example.trimEnd()}\n\`\`\``,
    EDITORS,
    '## Keys of every file',
    tableOf(['version', 'role'].map((key) => roleRow(key, schema))),
    ...SECTIONS.flatMap((name) => section(name, schema)),
  ]
    .join('\n\n')
    .concat('\n');
}

/** Every key of the page. */
export function referenceRows(schema: JsonSchema): ReferenceRow[] {
  return SECTIONS.flatMap((name) => {
    const kind = kindWith(name, schema);
    const found = kind?.properties?.[name];
    return found ? rowsOf(name, found, kind.required?.includes(name) ?? false) : [];
  });
}

function section(name: string, schema: JsonSchema): string[] {
  const [own, ...below] = referenceRows(schema).filter(
    ({ path }) => path === name || path.startsWith(`${name}.`),
  );
  if (!own) return [];
  const need = own.default === 'required' ? 'Required.' : 'Optional.';
  return [`## \`${name}\``, `${described(own)} ${need}`, tableOf(below)];
}

function roleRow(key: string, schema: JsonSchema): ReferenceRow {
  const rows = (schema.oneOf ?? []).flatMap((kind) => {
    const found = kind.properties?.[key];
    return found ? rowsOf(key, found, true) : [];
  });
  const values = [...new Set(rows.map((row) => row.value))].join(' or ');
  return { path: key, value: values, default: 'required', description: '', example: '', ...pick(rows[0]) };
}

function pick(row: ReferenceRow | undefined): Partial<ReferenceRow> {
  return row ? { description: row.description, example: row.example } : {};
}

function kindWith(name: string, schema: JsonSchema): JsonSchema | undefined {
  return schema.oneOf?.find((kind) => kind.properties?.[name] !== undefined);
}

/** Rows as a table of Markdown. */
export function tableOf(rows: readonly ReferenceRow[]): string {
  const lines = rows.map((row) => [`\`${row.path}\``, row.value, row.default, described(row), row.example]);
  const head = ['Key', 'Value', 'Default', 'Meaning', 'Example'];
  return [head, head.map(() => '---'), ...lines]
    .map((cells) => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`)
    .join('\n');
}

/** The description, with a word about what is not built yet. */
function described({ path, description }: ReferenceRow): string {
  const isRefused = notSupportedYet.some((one) => one.join('.') === path);
  return isRefused ? `${description} **Not supported yet.**` : description;
}

const INTRODUCTION = `# Answer file

<!-- Made by \`npm run docs\` from the schema in src/installer/answers.ts: change it there. -->

An answer file says everything that the installer would ask. It is YAML 1.2 in UTF-8. A key that is not listed
here is an error, and so is a key written twice. \`cos-install validate FILE\` reports every problem of a file at
once, each in one line with its place, its key, what is wrong and what is allowed; the exit code is then 3.
Warnings are shown and stop nothing.

Text that looks like something else must be in quotes: serial numbers of digits only, \`"0123"\`, \`"true"\`.
Secrets (\`password\`, \`password_hash\`, \`auth_key\`, \`install_code\`, \`hmac_key\`) are shown nowhere; keep the file to yourself.`;

const EDITORS = `The first line tells an editor with a YAML language server (VS Code with the YAML extension, Neovim,
Helix, Emacs) where the JSON Schema lies, for completion, help and checks while typing. The path is relative to
the answer file, or absolute. \`cos-install schema > answers.schema.json\` writes the schema of the installer at
hand; in this repository it is \`schemas/answers.schema.json\`. The schema knows the shape; that a gateway lies in
its network, and the like, only \`cos-install validate\` knows.`;
