import { expect, test } from 'vitest';
import { installCodeCheck } from '../../../src/roles/join/install-code.ts';
import type { Reply } from '../../../src/roles/join/reply.ts';
import { answer, line, NOW, sentenceOf, silent } from './seen.ts';

const ID = '5a1b2c3d4e5f5a1b2c3d4e5f';
const NOT_FOUND = answer(404, '404 page not found\n');
const judge = (code: Reply, one: Reply = NOT_FOUND, another: Reply = one) =>
  line(installCodeCheck({ endpoint: { host: 'c1', port: 80 }, code, controls: [one, another] }));

test.each<[string, Reply, string]>([
  ['the id of a cluster', answer(200, ID), 'passed '],
  ['the same as JSON', answer(200, `"${ID}"\n`), 'passed '],
  ['404 of the API', answer(404, { error: 'no such code' }), 'failed join.code-unknown'],
  ['404 as for everything', NOT_FOUND, 'not-possible join.code-not-asked'],
  ['a page for every path', answer(200, '<!doctype html>'), 'not-possible join.code-not-asked'],
  ['a login', answer(401, 'who are you'), 'not-possible join.code-not-asked'],
  ['a server in trouble', answer(500, 'oops'), 'not-possible join.code-not-asked'],
  ['a redirect', { body: '', at: NOW }, 'not-possible join.code-not-asked'],
])('%s', (_, code, expected) => expect(judge(code)).toBe(`c1:80 ${expected}`));

test('who answers each request with another page, or not at all, cannot be asked', () => {
  const page = (nonce: number) => answer(404, `<p>request ${nonce}</p>`);
  expect(judge(page(1), page(2), page(3))).toBe('c1:80 not-possible join.code-not-asked');
  expect(judge(answer(404, 'gone'), silent('reset'))).toBe('c1:80 not-possible join.code-not-asked');
});

test('without a controller that answers it cannot be checked', () => {
  expect(line(installCodeCheck(undefined))).toBe('agent.install_code not-possible join.code-no-answer');
  expect(judge(silent('timeout-answer'))).toBe('c1:80 not-possible join.code-no-answer');
});

test('an API that says the code back is not quoted', () => {
  const code = answer(404, { error: 'no token 8070' });
  const seen = { endpoint: { host: 'c1', port: 80 }, code, controls: [NOT_FOUND, NOT_FOUND] } as const;
  const check = installCodeCheck(seen);
  expect(line(check)).toContain('join.code-unknown');
  expect(JSON.stringify(check) + sentenceOf(check)).not.toContain('8070');
});
