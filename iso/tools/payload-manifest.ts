import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { payloadManifestSchema, placeOf } from '../../src/installer/payload.ts';

// node iso/tools/payload-manifest.ts DIR [NAME=VERSION...]: writes DIR/manifest.json, which lists the programs in DIR/bin, the
// docker images in DIR/images (NAME.tar) and the trees in DIR/trees (NAME.tar). See iso/README.md.
const [folder, ...said] = process.argv.slice(2);
if (folder === undefined || said.some((word) => !word.includes('='))) {
  process.stderr.write('Usage: node iso/tools/payload-manifest.ts DIR [NAME=VERSION...]\n');
  process.exit(2);
}
const versions = new Map(
  said.map((word) => [word.slice(0, word.indexOf('=')), word.slice(word.indexOf('=') + 1)]),
);

const KINDS = { bin: 'program', images: 'image', trees: 'tree' } as const;
const names = (below: string) => {
  const entries = readdirSync(folder, { withFileTypes: true });
  return entries.some((entry) => entry.name === below) ? readdirSync(join(folder, below)).sort() : [];
};

const files = (['bin', 'images', 'trees'] as const).flatMap((below) =>
  names(below).map((file) => {
    const kind = KINDS[below];
    const name = kind === 'program' ? file : file.replace(/\.tar$/, '');
    const path = join(folder, placeOf({ name, kind }));
    const sha256 = createHash('sha256').update(readFileSync(path)).digest('hex');
    return { name, kind, sha256, size: statSync(path).size, version: versions.get(name) ?? '' };
  }),
);
const manifest = payloadManifestSchema.parse({ version: 1, files });
writeFileSync(join(folder, 'manifest.json'), `${JSON.stringify(manifest, null, 2)}\n`);
for (const { kind, name, size, version } of files)
  process.stdout.write(`${kind} ${name}${version ? ` ${version}` : ''}: ${size} bytes\n`);
