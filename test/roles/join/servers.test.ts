import { createServer, type RequestListener } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { createServer as createTcpServer, type Server, type Socket } from 'node:net';
import { afterAll, expect, test } from 'vitest';
import { realMachine } from '../../../src/machine.ts';
import type { NetworkCheck } from '../../../src/network/check.ts';
import type { Endpoint } from '../../../src/roles/agent.ts';
import { agentJoinChecks, controllerJoinChecks } from '../../../src/roles/join/checks.ts';
import { Secret } from '../../../src/secret.ts';
import { authority } from '../../http/certificates.ts';
import { listening } from '../../http/servers.ts';
import { codeOf, line } from './seen.ts';

const ca = authority('Nobody knows it');
const identity = ca.issue('DNS:controller');
afterAll(ca.remove);

const CODE = '8070';
const OWN = { hostname: 'agent1', addresses: ['10.94.0.5'] };

/** Asks as an agent would. Where a server does not answer, waiting is no use: `seconds` is short there. */
async function asked(controllers: readonly [Endpoint, ...Endpoint[]], seconds = 30): Promise<NetworkCheck[]> {
  const agent = { controllers, install_code: new Secret(CODE) };
  return agentJoinChecks(agent, OWN, { machine: realMachine, seconds });
}

async function controllerCheck(endpoint: Endpoint, seconds?: number) {
  return (await asked([endpoint], seconds)).find(({ check }) => check === 'controller');
}

const page = (server: Server, host: string): Promise<Endpoint> =>
  listening(server, host).then((port) => ({ host, port }));
const web = (host: string, listener: RequestListener) => page(createServer(listener), host);
const raw = (host: string, onSocket: (socket: Socket) => void) => page(createTcpServer(onSocket), host);

/** An etcd where so many agents joined. */
async function etcd(host: string, ...members: string[]): Promise<void> {
  const nodes = members.map((value, index) => ({ key: `/discovery/hellocsphere/${index}`, value }));
  const server = createServer(({ url }, response) => {
    response.setHeader('Content-Type', 'application/json');
    const node = url?.endsWith('/size') ? { value: '3' } : { dir: true, nodes };
    response.end(JSON.stringify({ action: 'get', node }));
  });
  await listening(server, host, 2379);
}

const HOST = '127.94.0.1';

test('a controller that answers', async () => {
  const endpoint = await web(HOST, (_, response) => void response.end('<h1>Csphere</h1>'));
  await etcd(HOST, 'a2-x7f3=http://10.94.0.6:2380');
  const at = `${HOST}:${endpoint.port}`;
  expect((await asked([endpoint])).map((one) => `${one.check}: ${line(one)}`)).toEqual([
    `controller: ${at} passed HTTP 200, main`,
    expect.stringMatching(`^time-server: ${at} passed \\d s apart$`),
    `discovery: ${HOST}:2379 passed 1 of 3 joined`,
    `install-code: ${at} not-possible join.code-not-asked`,
    'member-unique: agent1 passed members: 1',
  ]);
});

test.each<[string, RequestListener]>([
  ['a redirect is an answer, and is not followed', (_, r) => void r.writeHead(302, { Location: '/x' }).end()],
  ['an error is an answer', (_, r) => void r.writeHead(503).end()],
  ['a huge page is an answer', (_, r) => void r.end('x'.repeat(3 << 20))],
  ['a page without end is an answer', (_, r) => void r.write('x'.repeat(3 << 20))],
])('%s', async (_, listener) => {
  const paths: (string | undefined)[] = [];
  const endpoint = await web(HOST, (request, response) => {
    paths.push(request.url);
    listener(request, response);
  });
  expect(await controllerCheck(endpoint)).toMatchObject({ result: 'passed' });
  expect(paths).not.toContain('/x');
});

test('nothing listens there', async () => {
  expect(codeOf(await controllerCheck({ host: HOST, port: 1 }))).toBe('join.refused');
});

test('it accepts and hangs; it drips its answer', async () => {
  const hanging = await raw(HOST, () => {});
  expect(codeOf(await controllerCheck(hanging, 0.3))).toBe('join.hangs');
  const dripping = await raw(HOST, (socket) => {
    let sent = 0;
    const drop = () => 'HTTP/1.1 200 OK\r\nX-Slow: '[sent++] ?? 'z';
    const drops = setInterval(() => socket.write(drop()), 5);
    socket.on('close', () => clearInterval(drops));
  });
  expect(codeOf(await controllerCheck(dripping, 0.5))).toBe('join.hangs');
});

test('it closes at once, and after the question', async () => {
  expect(codeOf(await controllerCheck(await raw(HOST, (socket) => socket.destroy())))).toBe('join.closed');
  const after = await raw(HOST, (socket) => socket.once('data', () => socket.end()));
  expect(codeOf(await controllerCheck(after))).toBe('join.closed');
});

test.each(['SSH-2.0-OpenSSH_9.2p1\r\n', '\u001b[2J\u0000\u0001', 'HTTP/9.9 okay\r\n\r\n'])(
  'garbage: %j',
  async (said) => {
    const endpoint = await raw(HOST, (socket) => socket.end(said));
    const check = await controllerCheck(endpoint);
    expect(codeOf(check)).toBe('join.not-http');
    expect(JSON.stringify(check)).not.toContain('\\u001b');
  },
);

test('TLS is spoken on the port', async () => {
  const secure = createTlsServer(identity, (_, response) => void response.end());
  expect(codeOf(await controllerCheck(await page(secure, HOST)))).toBe('join.speaks-tls');
});

test('TLS is spoken on the port, and plain HTTP gets a 400', async () => {
  const tls = createTlsServer(identity, (_, response) => void response.end());
  // As Go's and nginx's servers do: the first byte tells TLS from a question in plain text.
  const endpoint = await raw(HOST, (socket) =>
    socket.once('data', (first) => {
      socket.on('error', () => {});
      if (first[0] !== 0x16) return socket.end('HTTP/1.0 400 Bad Request\r\n\r\nsent HTTP to HTTPS');
      socket.pause();
      tls.emit('connection', socket);
      socket.unshift(first);
      return socket.resume();
    }),
  );
  expect(codeOf(await controllerCheck(endpoint))).toBe('join.speaks-tls');
  const plain = await web(HOST, (_, response) => void response.writeHead(400).end());
  expect(await controllerCheck(plain)).toMatchObject({
    result: 'passed',
    evidence: { en: 'HTTP 400, main' },
  });
});

test('a name that nobody knows', async () => {
  const check = await controllerCheck({ host: 'nobody.invalid', port: 80 });
  expect(codeOf(check)).toMatch(/^join\.name-/);
});

test('a clock of its own', async () => {
  const endpoint = await web(HOST, (_, response) => {
    response.setHeader('Date', new Date(Date.now() - 8 * 3600_000).toUTCString());
    response.end();
  });
  const clock = (await asked([endpoint])).find(({ check }) => check === 'time-server');
  expect(clock).toMatchObject({
    result: 'failed',
    problem: { code: 'join.clock-off', severity: 'error', args: { difference: '8 h' } },
  });
});

test('three controllers: the second is the main one, the first a standby, the third is switched off', async () => {
  await etcd('127.94.0.1');
  const main = await web('127.94.0.2', (_, response) => void response.end());
  await etcd('127.94.0.2');
  const { port } = main;
  const hosts = ['127.94.0.1', '127.94.0.2', '127.94.0.3'] as const;
  const checks = await asked([{ host: hosts[0], port }, main, { host: hosts[2], port }]);
  expect(checks.filter(({ check }) => check === 'controller').map(line)).toEqual([
    `127.94.0.1:${port} failed join.main-not-first`,
    `127.94.0.2:${port} passed HTTP 200, main`,
    `127.94.0.3:${port} failed join.refused`,
  ]);
});

/** A controller of the generation that can be asked for a code; of the others that answer the same to everything. */
const codeApi: RequestListener = ({ url }, response) => {
  if (url === '/api/temp_token/8070/cluster') response.end('5a1b2c3d4e5f5a1b2c3d4e5f');
  else if (/^\/api\/temp_token\/\d{4}\/cluster$/.test(url ?? ''))
    response.writeHead(404).end('{"error":"no such token"}');
  else response.writeHead(404).end(`Cannot GET ${url}`);
};
const NO_API: RequestListener = ({ url }, response) => void response.writeHead(404).end(`Cannot GET ${url}`);

test.each<[string, RequestListener, string, string]>([
  ['known', codeApi, '8070', 'passed '],
  ['unknown', codeApi, '8071', 'failed join.code-unknown'],
  ['no API, and a page that says the path back', NO_API, '8070', 'not-possible join.code-not-asked'],
])('the install code is asked for: %s', async (_, listener, code, expected) => {
  const endpoint = await web(HOST, listener);
  const agent = { controllers: [endpoint] as const, install_code: new Secret(code) };
  const checks = await agentJoinChecks(agent, OWN, { machine: realMachine, seconds: 30 });
  const one = checks.find(({ check }) => check === 'install-code');
  expect(one && line(one)).toBe(`${HOST}:${endpoint.port} ${expected}`);
  expect(JSON.stringify(checks)).not.toContain(code);
});

test('members are asked who else is one; addresses of this machine and of groups are not', async () => {
  const urls: string[] = [];
  const machine = {
    request: async (request: Parameters<typeof realMachine.request>[0]) => {
      urls.push(request.url);
      const members = [{ id: '9', name: 'agent1-late', peerURLs: ['http://10.94.0.9:2380'] }];
      const answers = request.url.startsWith('http://10.94.0.6:2379/v2/members');
      if (!answers) return realMachine.request(request);
      return { status: 200, headers: {}, body: Buffer.from(JSON.stringify({ members })) };
    },
  };
  await etcd(
    HOST,
    ...['10.94.0.6', '10.94.0.5', '127.0.0.1', '224.0.0.1'].map((ip) => `a=http://${ip}:2380`),
  );
  const agent = { controllers: [{ host: HOST, port: 1 }] as const, install_code: new Secret(CODE) };
  const own = { ...OWN, addresses: ['10.94.0.5'] };
  const checks = await agentJoinChecks(agent, own, { machine, seconds: 30 });
  expect(urls.filter((url) => url.endsWith('/v2/members'))).toEqual(['http://10.94.0.6:2379/v2/members']);
  expect(checks.map(line)).toContain('agent1 failed join.member-address');
  const elsewhere = await agentJoinChecks(
    agent,
    { ...OWN, addresses: ['10.94.0.7'] },
    { machine, seconds: 1 },
  );
  expect(elsewhere.map(line)).toContain('agent1 failed join.member-name');
});

test('a controller asks the other members of its high availability, not itself', async () => {
  const main = await web('127.94.0.2', (_, response) => void response.end());
  const ha = { members: ['127.94.0.1', '127.94.0.2', '127.94.0.3'] };
  const controller = { ha, http_port: main.port, cluster_size: 3 } as const;
  const asking = { machine: realMachine, seconds: 30 };
  const checks = await controllerJoinChecks(controller, { addresses: ['127.94.0.1'] }, asking);
  expect(checks.map(line)).toEqual([
    `127.94.0.2:${main.port} passed HTTP 200`,
    `127.94.0.3:${main.port} not-possible join.member-not-up`,
    expect.stringMatching(/^127\.94\.0\.2:\d+ passed \d s apart$/),
  ]);
  const alone = { http_port: 80, cluster_size: 1 } as const;
  expect(await controllerJoinChecks(alone, { addresses: [] }, asking)).toEqual([]);
});

test('who does not want to wait any longer does not', async () => {
  const hanging = await raw(HOST, () => stop.abort('enough'));
  const stop = new AbortController();
  const agent = { controllers: [hanging] as const, install_code: new Secret(CODE) };
  const asking = { machine: realMachine, signal: stop.signal };
  await expect(agentJoinChecks(agent, OWN, asking)).rejects.toBe('enough');
});
