import { Document, Scalar, visit } from 'yaml';
import { Secret } from './secret.ts';

/**
 * A value as YAML, secrets revealed; its masked text is the same document with stars in their place.
 * Keys keep the order they have; absent (undefined) ones are left out. Texts that YAML 1.1 parsers
 * (PyYAML, old go-yaml) take for something else (`off`, `0644`, `8070`, `1:20`) are quoted, texts of
 * several lines are block literals.
 */
export function secretYaml(value: unknown, firstLine = ''): Secret {
  const render = (show: (secret: Secret) => string) => firstLine + documentOf(plain(value, show));
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

function documentOf(value: unknown): string {
  const document = new Document(value, {
    compat: 'yaml-1.1',
    aliasDuplicateObjects: false,
  });
  visit(document, {
    Scalar(key, node) {
      if (key !== 'key' && typeof node.value === 'string') node.type = styleOf(node.value);
    },
  });
  return document.toString({ lineWidth: 0, indentSeq: true });
}

/** Numbers, dates and times to one parser or another; `=` and `<<` are keywords of YAML 1.1, PyYAML takes no tabs. */
const MISREAD = /^([-+.\d][\d_.,:eExXoO+-]*|=|<<|.*\t.*|)$/;

function styleOf(text: string): Scalar.Type {
  if (text.includes('\n')) return Scalar.BLOCK_LITERAL;
  return MISREAD.test(text) ? Scalar.QUOTE_DOUBLE : Scalar.PLAIN;
}
