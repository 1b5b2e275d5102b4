import { randomBytes } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { compareBytes } from '../../src/block-io/compare.ts';
import { MiB } from '../../src/bytes.ts';
import { inFolder } from './files.ts';

const path = inFolder();

test.each([
  ['boot code', 0, 0, 440],
  ['all that there is', MiB, 0, undefined],
  ['a part at odd places', 12345, 777, 9 * MiB + 1],
])('%s: equal bytes pass, the first other one is named', async (_, offset, fromOffset, bytes) => {
  const wanted = randomBytes(10 * MiB);
  const length = bytes ?? wanted.length - fromOffset;
  const there = Buffer.concat([
    randomBytes(offset),
    wanted.subarray(fromOffset, fromOffset + length),
    randomBytes(99),
  ]);
  writeFileSync(path('wanted'), wanted);
  writeFileSync(path('there'), there);
  const request = {
    ...{ path: path('there'), offset, with: { from: path('wanted'), offset: fromOffset } },
    ...(bytes === undefined ? {} : { bytes }),
  };
  let done = 0;
  await compareBytes(request, { onProgress: (all) => (done = all) });
  expect(done).toBe(length);
  for (const place of [0, length - 1]) {
    const other = Buffer.from(there);
    other[offset + place] = (other[offset + place] ?? 0) ^ 1;
    writeFileSync(path('there'), other);
    const failure = { side: 'target', trouble: 'content', path: path('there'), offset: offset + place };
    await expect(compareBytes(request)).rejects.toMatchObject(failure);
  }
});

test('a file has to hold the content, all of it and no more', async () => {
  const content = 'users: []\n';
  const request = { path: path('user_data'), offset: 0, with: { content }, file: true } as const;
  for (const [text, offset] of [
    ['users: [x]\n', 8],
    ['users: []', 9],
    ['users: []\nmore', 10],
  ] as const) {
    writeFileSync(path('user_data'), text);
    await expect(compareBytes(request)).rejects.toMatchObject({ side: 'target', offset });
  }
  await expect(compareBytes({ ...request, path: path('none') })).rejects.toMatchObject({
    trouble: 'read',
    offset: 0,
  });
  writeFileSync(path('user_data'), content);
  await compareBytes(request);
});
