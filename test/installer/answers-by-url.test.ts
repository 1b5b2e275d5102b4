import { createHash } from 'node:crypto';
import type { RequestListener } from 'node:http';
import { afterAll, expect, test } from 'vitest';
import { fetchAnswers } from '../../src/installer/answers-by-url.ts';
import type { UrlOptions } from '../../src/installer/url-options.ts';
import { realMachine } from '../../src/machine.ts';
import { ProblemError } from '../../src/problem.ts';
import { authority } from '../http/certificates.ts';
import { raw, secureWeb, web } from '../http/servers.ts';

const own = authority('Own CA');
afterAll(() => own.remove());

/** Fetches with a clock that only waiting moves. @returns the file or the problem's code, what was said, the waits. */
async function fetched(urls: readonly string[], more: Partial<UrlOptions> = {}) {
  const said: string[] = [];
  const waits: number[] = [];
  const result = await fetchAnswers(
    urls.map((url) => new URL(url)),
    { wait: 60, ...more },
    'cos.answers',
    {
      machine: realMachine,
      say: (line) => said.push(line),
      wait: async (seconds) => void waits.push(seconds),
      now: () => waits.reduce((sum, seconds) => sum + seconds * 1000, 0),
    },
  ).catch((cause: unknown) => {
    if (!(cause instanceof ProblemError)) throw cause;
    return { problem: cause.problems[0] };
  });
  return { result, said, waits };
}

/** Answers one after the other; the last one again and again. */
function inTurn(...answers: readonly (readonly [number, string])[]): RequestListener {
  let next = 0;
  return (_, response) => {
    const [status, body] = answers[Math.min(next++, answers.length - 1)] ?? [500, ''];
    response.writeHead(status).end(body);
  };
}

test('a server that is busy is asked again, later and later, each attempt said', async () => {
  const url = await web(inTurn([500, ''], [503, ''], [200, 'version: 1']));
  const { result, said, waits } = await fetched([`${url}/a.yaml`]);
  expect(result).toEqual({ name: `${url}/a.yaml`, text: 'version: 1' });
  expect(waits).toEqual([1, 2]);
  expect(said).toEqual([
    `answers: attempt 1: ${url}/a.yaml: the server answers 500; check the address, and the log of the server; again in 1 s`,
    `answers: attempt 2: ${url}/a.yaml: the server answers 503; check the address, and the log of the server; again in 2 s`,
    `answers: ${url}/a.yaml: found`,
  ]);
});

test('attempts end with the deadline, and the last one says why', async () => {
  const { result, waits } = await fetched(['http://127.0.0.1:1/a.yaml']);
  expect(result).toMatchObject({ problem: { code: 'http.refused', path: 'cos.answers' } });
  expect(waits).toEqual([1, 2, 4, 8, 16]);
  expect((await fetched(['http://127.0.0.1:1/a.yaml'], { wait: 0 })).waits).toEqual([]);
});

test('what does not pass ends the search at once', async () => {
  const plain = await web(inTurn([403, '']));
  expect(await fetched([plain])).toMatchObject({ result: { problem: { args: { status: 403 } } }, waits: [] });
  const secure = await secureWeb(own.issue('IP:127.0.0.1'), inTurn([200, 'version: 1']));
  expect(await fetched([secure])).toMatchObject({
    result: { problem: { code: 'http.tls-untrusted' } },
    waits: [],
  });
  expect(await fetched([secure], { ca: own.ca })).toMatchObject({ result: { text: 'version: 1' } });
  const old = await secureWeb(own.issue('IP:127.0.0.1', -1), inTurn([200, '']));
  expect(await fetched([old], { ca: own.ca })).toMatchObject({
    result: { problem: { code: 'http.tls-expired' } },
    waits: [],
  });
  const huge = await web(inTurn([200, 'x'.repeat(1024 * 1024 + 1)]));
  expect(await fetched([huge])).toMatchObject({ result: { problem: { code: 'http.too-large' } }, waits: [] });
  const ssh = await raw((socket) => socket.end('SSH-2.0\r\n'));
  expect(await fetched([`http://${ssh}`])).toMatchObject({
    result: { problem: { code: 'http.not-http' } },
    waits: [],
  });
});

test('the file has to be the one that is pinned', async () => {
  const url = await web(inTurn([200, 'version: 1\n']));
  const sha256 = createHash('sha256').update('version: 1\n').digest('hex');
  expect(await fetched([url], { sha256 })).toMatchObject({ result: { text: 'version: 1\n' } });
  const other = await fetched([url], { sha256: 'a'.repeat(64) });
  expect(other).toMatchObject({
    result: { problem: { code: 'http.pin', args: { found: sha256 } } },
    waits: [],
  });
});

test('of several addresses the first one with a file counts; without one the search ends', async () => {
  const url = await web((request, response) => {
    response.writeHead(request.url === '/b.yaml' ? 200 : 404).end('of b');
  });
  const both = await fetched([`${url}/a.yaml`, `${url}/b.yaml`, `${url}/c.yaml`]);
  expect(both).toMatchObject({ result: { text: 'of b' }, waits: [] });
  expect(both.said).toEqual([`answers: ${url}/a.yaml: not there`, `answers: ${url}/b.yaml: found`]);
  const none = await fetched([`${url}/a.yaml`, `${url}/c.yaml`]);
  expect(none).toMatchObject({
    result: { problem: { code: 'http.status', args: { status: 404 } } },
    waits: [],
  });
});

test('nothing that is said holds the credentials of the address', async () => {
  const url = await web((request, response) => {
    const isKnown = request.headers.authorization === `Basic ${Buffer.from('who:pa55').toString('base64')}`;
    response.writeHead(isKnown ? 500 : 401).end();
  });
  const { result, said } = await fetched([`${url.replace('//', '//who:pa55@')}/a?token=t0ken`]);
  expect(result).toMatchObject({ problem: { args: { status: 500 } } });
  expect(JSON.stringify({ result, said })).toContain('/a?token=******');
  expect(JSON.stringify({ result, said })).not.toMatch(/who|pa55|t0ken/);
});

test('who stops it does not wait for the next attempt', async () => {
  const stop = new AbortController();
  const search = fetchAnswers([new URL('http://127.0.0.1:1')], { wait: 60 }, 'cos.answers', {
    machine: realMachine,
    say: () => stop.abort('enough'),
    signal: stop.signal,
  });
  await expect(search).rejects.toBe('enough');
});
