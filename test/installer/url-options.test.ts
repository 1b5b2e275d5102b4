import { afterAll, expect, test } from 'vitest';
import { urlOptions } from '../../src/installer/url-options.ts';
import { authority } from '../http/certificates.ts';
import { recordingMachine } from '../recording-machine.ts';

const own = authority('Own CA');
afterAll(() => own.remove());

const MEDIUM = '/run/cos/medium';
const options = (words: string, files: Record<string, string> = {}, medium: string | undefined = MEDIUM) =>
  urlOptions(recordingMachine({ files }), `quiet ${words}`, medium);

test('five minutes, no pin, no CA, unless words say otherwise', async () => {
  expect(await options('')).toEqual({ wait: 300 });
  const sha256 = 'AB'.repeat(32);
  const words = `cos.answers_wait=90s cos.answers_sha256=${sha256} cos.answers_ca=/tls/own.pem`;
  const files = { [`${MEDIUM}/tls/own.pem`]: own.ca, [`${MEDIUM}/answers/ca.pem`]: 'of another' };
  expect(await options(words, files)).toEqual({ wait: 90, sha256: sha256.toLowerCase(), ca: own.ca });
});

test('a CA that lies beside the answers is used without a word', async () => {
  expect(await options('', { [`${MEDIUM}/answers/ca.pem`]: own.ca })).toMatchObject({ ca: own.ca });
});

test.each([
  ['cos.answers_wait=5', {}, 'cos.answers_wait: cannot be used: write a number'],
  ['cos.answers_sha256=abc', {}, 'cos.answers_sha256: cannot be used: write the 64'],
  ['cos.answers_ca=/own.pem', {}, '/run/cos/medium/own.pem is not there'],
  ['', { [`${MEDIUM}/answers/ca.pem`]: 'no PEM' }, '/answers/ca.pem holds no certificate'],
])('%s is refused', async (words, files, sentence) => {
  await expect(options(words, files)).rejects.toThrow(sentence);
});
