import { expect, test } from 'vitest';
import { checksumFor, isChecksumList } from '../../src/installer/image-checksum.ts';

const NAME = 'cos_production_image.bin.bz2';
const SHA1 = 'a'.repeat(40);
const SHA256 = 'b'.repeat(64);
const SHA512 = 'c'.repeat(128);
const found = (lists: Record<string, string>) => checksumFor(NAME, new Map(Object.entries(lists)));

test("the original medium's list names the file from the medium's top", () => {
  expect(found({ 'sha1sum.txt': `${SHA1}  bzimage/${NAME}\n` })).toEqual({
    algorithm: 'sha1',
    digest: SHA1,
    list: 'sha1sum.txt',
  });
});

test.each([
  ['two blanks', `${SHA256}  ${NAME}`],
  ['read as binary', `${SHA256} *./${NAME}`],
  ['capitals and a carriage return', `${SHA256.toUpperCase()}  ${NAME}\r`],
  ['among others', `${'d'.repeat(64)}  other.bin.bz2\n${SHA256}  ${NAME}\n`],
])('%s', (_, text) => {
  expect(found({ SHA256SUMS: text })?.digest).toBe(SHA256);
});

test('the strongest one is taken, whichever list has it', () => {
  const digests = `# MD5 HASH\n${'e'.repeat(32)}  ${NAME}\n# SHA1 HASH\n${SHA1}  ${NAME}\n# SHA512 HASH\n${SHA512}  ${NAME}\n`;
  expect(found({ 'sha1sum.txt': `${SHA1}  ${NAME}`, [`${NAME}.DIGESTS`]: digests })).toEqual({
    algorithm: 'sha512',
    digest: SHA512,
    list: `${NAME}.DIGESTS`,
  });
});

test.each([
  ['another file', { 'sha1sum.txt': `${SHA1}  other.bin.bz2` }],
  ['a name that only ends alike', { 'sha1sum.txt': `${SHA1}  my-${NAME}` }],
  ['half a digest', { 'sha1sum.txt': `${SHA1.slice(1)}  ${NAME}` }],
  ['a digest alone in a list for all', { 'sha1sum.txt': SHA1 }],
  ['nothing', {}],
])('%s is no checksum of it', (_, lists) => {
  expect(found(lists)).toBeUndefined();
});

test('a digest alone in a list for this file', () => {
  expect(found({ [`${NAME}.sha256`]: `${SHA256}\n` })?.digest).toBe(SHA256);
});

test('which files are lists', () => {
  const names = ['sha1sum.txt', 'SHA256SUMS', `${NAME}.sha512`, `${NAME}.DIGESTS`];
  expect(names.filter((name) => !isChecksumList(name))).toEqual([]);
  expect([NAME, 'SHA256SUMS.sig', `${NAME}.DIGESTS.asc`, 'README'].filter(isChecksumList)).toEqual([]);
});
