import { lookup } from 'node:dns';
import { afterAll, expect, test, vi } from 'vitest';
import { failureOf, type Reached } from '../../src/http-failure.ts';
import { HttpFailure, type HttpFailureKind, type HttpRequest, realMachine } from '../../src/machine.ts';
import { authority } from './certificates.ts';
import { raw, secureWeb, web } from './servers.ts';

vi.mock('node:dns', { spy: true });

const own = authority('Own CA');
const other = authority('Other CA');
afterAll(() => {
  own.remove();
  other.remove();
});

const get = (url: string, more: Partial<HttpRequest> = {}, signal?: AbortSignal) =>
  realMachine.request({ url, deadlineSeconds: 20, maxBytes: 1000, ...more }, { signal });
const failure = async (url: string, more: Partial<HttpRequest> = {}) => {
  const cause = await get(url, more).then(
    ({ status }) => status,
    (one: unknown) => one,
  );
  return cause instanceof HttpFailure ? cause.kind : cause;
};

test('an answer: status, headers in lower case, body, and the time of the server', async () => {
  const url = await web((request, response) => {
    response.setHeader('X-Method', request.method ?? '');
    response.writeHead(503, { Date: 'Sat, 21 Nov 2026 10:00:00 GMT' });
    request.pipe(response);
  });
  const answer = await get(url, {
    method: 'POST',
    body: 'a body',
    headers: { 'content-type': 'text/plain' },
  });
  expect(answer).toMatchObject({ status: 503, headers: { 'x-method': 'POST' } });
  expect(answer.body.toString()).toBe('a body');
  expect(answer.date).toEqual(new Date('2026-11-21T10:00:00Z'));
});

test('a time that cannot be read is none', async () => {
  const url = await web((_, response) => void response.setHeader('Date', 'soon').end());
  expect(await get(url)).not.toHaveProperty('date');
});

test('TLS: the own CA is trusted, and no other; name and time count', async () => {
  const answer = (_: unknown, response: { end: (text: string) => void }) => response.end('secure');
  const good = await secureWeb(own.issue('IP:127.0.0.1'), answer);
  expect((await get(good, { ca: own.ca })).body.toString()).toBe('secure');
  expect(await failure(good)).toBe('tls-untrusted');
  expect(await failure(good, { ca: other.ca })).toBe('tls-untrusted');
  vi.stubEnv('NODE_TLS_REJECT_UNAUTHORIZED', '0');
  expect(await failure(good, { ca: other.ca })).toBe('tls-untrusted');
  vi.unstubAllEnvs();
  const elsewhere = await secureWeb(own.issue('DNS:other.example'), answer);
  expect(await failure(elsewhere, { ca: own.ca })).toBe('tls-name');
  const old = await secureWeb(own.issue('IP:127.0.0.1', -1), answer);
  expect(await failure(old, { ca: own.ca })).toBe('tls-expired');
});

test('a server without TLS, and one without HTTP', async () => {
  const plain = await web((_, response) => void response.end());
  expect(await failure(plain.replace('http:', 'https:'))).toBe('tls-failed');
  const ssh = await raw((socket) => socket.end('SSH-2.0-OpenSSH_9.2p1\r\n'));
  expect(await failure(`http://${ssh}/`)).toBe('not-http');
});

test('nobody there, and a connection that is cut before, while and after the answer begins', async () => {
  expect(await failure('http://127.0.0.1:1/')).toBe('refused');
  const cut = await raw((socket) => socket.resetAndDestroy());
  expect(await failure(`http://${cut}/`)).toBe('reset');
  expect(await failure(`https://${cut}/`)).toBe('reset');
  const half = await raw((socket) => {
    socket.once('data', () => socket.end('HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhalf'));
  });
  expect(await failure(`http://${half}/`)).toBe('reset');
});

test('accepted and silent, with and without TLS; a body that drips: no answer in time', async () => {
  const short = { deadlineSeconds: 0.3 };
  const silent = await raw(() => {});
  expect(await failure(`http://${silent}/`, short)).toBe('timeout-answer');
  expect(await failure(`https://${silent}/`, short)).toBe('timeout-answer');
  const drip = await web((_, response) => {
    response.on('close', () => clearInterval(drops));
    const drops = setInterval(() => response.write('.'), 20);
  });
  expect(await failure(drip, short)).toBe('timeout-answer');
});

test('a name that is not known, or that nobody answers for', async () => {
  expect(await failure('http://nobody.invalid/')).toMatch(/^name-/);
  const silence = vi.mocked(lookup).mockImplementation((() => {}) as unknown as typeof lookup);
  expect(await failure('http://example.com/', { deadlineSeconds: 0.2 })).toBe('name-no-answer');
  silence.mockRestore();
});

test('too large, said before and found on the way', async () => {
  const said = await web((_, response) => void response.end('x'.repeat(1001)));
  expect(await failure(said)).toBe('too-large');
  const endless = await web((_, response) => {
    const more = () => void response.write('x'.repeat(300), () => setImmediate(more));
    more();
  });
  expect(await failure(endless)).toBe('too-large');
  expect(await failure(said, { maxBytes: 1001 })).toBe(200);
});

test('redirects are bounded, and only those of a GET are followed', async () => {
  const loop = await web((_, response) => void response.writeHead(302, { Location: '/again' }).end());
  expect(await failure(loop)).toBe('too-many-redirects');
  expect(await failure(loop, { maxRedirects: 0 })).toBe('too-many-redirects');
  expect(await failure(loop, { method: 'POST' })).toBe(302);
  const once = await web((request, response) => {
    if (request.url === '/new') response.end('found');
    else response.writeHead(307, { Location: 'new' }).end();
  });
  expect((await get(`${once}/old`)).body.toString()).toBe('found');
});

test('what was encrypted stays so, and credentials stay with their host', async () => {
  const seen: (string | undefined)[] = [];
  const listener: Parameters<typeof web>[0] = ({ headers }, response) => {
    seen.push(headers.authorization, headers['x-token']?.toString());
    response.end('there');
  };
  const plain = await web(listener);
  const secure = await secureWeb(own.issue('IP:127.0.0.1'), (_, response) => {
    response.writeHead(302, { Location: plain }).end();
  });
  expect(await failure(secure, { ca: own.ca })).toBe('redirect-refused');
  const away = await web((_, response) => void response.writeHead(302, { Location: plain }).end());
  const asked = { headers: { 'x-token': 'deep' } };
  expect(await failure(away.replace('//', '//who:pass@'), asked)).toBe(200);
  expect(seen).toEqual([undefined, undefined]);
  expect(await failure(plain.replace('//', '//who:pass@'), asked)).toBe(200);
  expect(seen.slice(2)).toEqual([`Basic ${Buffer.from('who:pass').toString('base64')}`, 'deep']);
});

test('who stops it gets the reason back, also from a server that is silent', async () => {
  const stop = new AbortController();
  const silent = await raw(() => stop.abort('enough'));
  await expect(get(`http://${silent}/`, { deadlineSeconds: 600 }, stop.signal)).rejects.toBe('enough');
  await expect(get(`http://${silent}/`, { deadlineSeconds: 600 }, stop.signal)).rejects.toBe('enough');
});

test('words of a failure hold no credentials', async () => {
  const cause = await get('http://who:pass@127.0.0.1:1/a?token=deep&x=1#part').catch((one: unknown) => one);
  expect(cause).toMatchObject({
    url: 'http://******@127.0.0.1:1/a?token=******&x=******',
    host: '127.0.0.1:1',
  });
  expect(String(cause)).not.toMatch(/who|pass@|deep/);
});

const error = (code: string) => Object.assign(new Error(code), { code });
const ofSystem = (cause: unknown, reached: Reached, isLate = false) =>
  failureOf(cause, { url: new URL('https://a.example'), reached, isLate }).kind;

test.each<[string, Reached, HttpFailureKind]>([
  ['EHOSTUNREACH', 'address', 'no-route'],
  ['ENETUNREACH', 'address', 'no-route'],
  ['ETIMEDOUT', 'address', 'timeout-connect'],
  ['ETIMEDOUT', 'http', 'timeout-answer'],
  ['EAI_AGAIN', 'nothing', 'name-no-answer'],
  ['ENOTFOUND', 'nothing', 'name-not-found'],
  ['CERT_NOT_YET_VALID', 'server', 'tls-expired'],
  ['INVALID_PURPOSE', 'server', 'tls-untrusted'],
])('%s at %s: %s', (code, reached, kind) => {
  expect(ofSystem(error(code), reached)).toBe(kind);
});

test('a connection that does not come about in time; of several addresses the one that said most; a bug stays one', () => {
  expect(ofSystem(error('ABORT_ERR'), 'address', true)).toBe('timeout-connect');
  const both = new AggregateError([error('ETIMEDOUT'), error('ECONNREFUSED')]);
  expect(ofSystem(both, 'address')).toBe('refused');
  expect(() => ofSystem(new TypeError('bug'), 'http')).toThrow('bug');
});
