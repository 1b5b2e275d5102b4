import { Document, Scalar, visit } from 'yaml';
import { Secret } from './secret.ts';

/**
 * A value as YAML, secrets revealed; its masked text is the same document with stars in their place.
 * Keys keep the order they have; absent (undefined) ones are left out. Texts that YAML 1.1 parsers
 * (PyYAML, old go-yaml) take for something else (`off`, `0644`, `8070`, `1:20`) are quoted, texts of
 * several lines are block literals.
 */
export function secretYaml(value: unknown, firstLine = ''): Secret {
  const render = (show: (secret: Secret) => string) => firstLine + yamlText(plain(value, show));
  return new Secret(
    render((secret) => secret.reveal()),
    render((secret) => secret.toString()),
  );
}

function plain(value: unknown, show: (secret: Secret) => string): unknown {
  if (value instanceof Secret) return show(value);
  if (Array.isArray(value)) return value.map((item) => plain(item, show));
  if (typeof value !== 'object' || value === null) return value;
  const kept = Object.entries(value).filter(([, item]) => item !== undefined);
  return Object.fromEntries(kept.map(([key, item]) => [key, plain(item, show)]));
}

/** Plain data as YAML, quoted as `secretYaml` says. */
export function yamlText(value: unknown): string {
  return documentOf(value).toString({ lineWidth: 0, indentSeq: true });
}

/** The same on one line, for any place in a document; `spaced`: blanks inside of its brackets. */
export function yamlInline(value: unknown, { spaced }: { readonly spaced: boolean }): string {
  const document = documentOf([value]);
  visit(document, {
    Collection(_, node) {
      node.flow = true;
    },
  });
  const list = document.toString({ lineWidth: 0, flowCollectionPadding: spaced }).trim();
  return list.slice(1, -1).trim();
}

function documentOf(value: unknown): Document {
  const document = new Document(value, {
    compat: 'yaml-1.1',
    aliasDuplicateObjects: false,
  });
  visit(document, {
    Scalar(key, node) {
      if (key !== 'key' && typeof node.value === 'string') node.type = styleOf(node.value);
    },
  });
  return document;
}

/** Numbers, dates and times to one parser or another; `=` and `<<` are keywords of YAML 1.1, PyYAML takes no tabs. */
const MISREAD = /^([-+.\d][\d_.,:eExXoO+-]*|=|<<|.*\t.*|)$/;

function styleOf(text: string): Scalar.Type {
  if (text.includes('\n')) return Scalar.BLOCK_LITERAL;
  return MISREAD.test(text) ? Scalar.QUOTE_DOUBLE : Scalar.PLAIN;
}
