import { createHmac } from 'node:crypto';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { afterAll, afterEach, beforeEach, expect, test } from 'vitest';
import type { Happening, InstallEvent } from '../../src/installer/events.ts';
import { reportJsonSchema } from '../../src/installer/report-event.ts';
import { secretUrl } from '../../src/installer/report-url.ts';
import { makeReporter } from '../../src/installer/reporter.ts';
import { realMachine } from '../../src/machine.ts';
import { EXIT, error } from '../../src/problem.ts';
import { Secret } from '../../src/secret.ts';
import { authority } from '../http/certificates.ts';
import { nameOf, receiver } from '../http/receiver.ts';
import { listening, raw } from '../http/servers.ts';
import { recordedMachine } from '../machines.ts';
import { badEnd, goodEnd, goodStory } from '../screens/story.ts';

const own = authority('Own CA');
afterAll(() => own.remove());

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'cos-reporter-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** A reporter that does not wait between two attempts, what it said, and what it keeps. */
function reporting(flushSeconds = 20) {
  const said: Happening[] = [];
  const reporter = makeReporter({
    machine: realMachine,
    folder,
    flushSeconds,
    wait: () => new Promise((resolve) => setImmediate(resolve)),
  });
  reporter.begin((happening) => void said.push(happening));
  reporter.about({ inventory: recordedMachine('virtio-vm'), hostname: 'agent7' });
  const tell = (events: readonly InstallEvent[]) => {
    for (const event of events) reporter.listen(event);
  };
  const kept = () =>
    existsSync(join(folder, 'report.jsonl'))
      ? readFileSync(join(folder, 'report.jsonl'), 'utf8')
          .trimEnd()
          .split('\n')
          .map((line) => JSON.parse(line))
      : [];
  return { reporter, tell, said, kept };
}

const GOOD = ['started', 'stage partition', 'stage write-usr', 'succeeded'];

test('an installation that goes well: every event in its order, as the published schema has it', async () => {
  const { url, taken, names } = await receiver();
  const { reporter, tell, said, kept } = reporting();
  tell(goodStory);
  reporter.sendTo({ url: secretUrl(url) });
  tell(goodEnd);
  await reporter.end(EXIT.ok);
  expect(names()).toEqual(GOOD);
  const events = taken.map(({ event }) => event);
  expect(events.map(({ sequence }) => sequence)).toEqual([1, 2, 3, 4]);
  expect(new Set(events.map(({ install_id }) => install_id)).size).toBe(1);
  const { dmi } = recordedMachine('virtio-vm');
  const about = { uuid: dmi.uuid, macs: ['52:54:00:12:34:56'], hostname: 'agent7' };
  expect(events[0]?.machine).toMatchObject({ ...about, macs: expect.any(Array) });
  expect(events[0]?.machine.macs.length).toBeGreaterThan(0);
  expect(events[1]).toMatchObject({ stage: { number: 1, of: 2 }, time: goodStory[2]?.time });
  const isValid = new Ajv2020({ strict: false, validateFormats: false }).compile(reportJsonSchema());
  for (const { body, headers, method } of taken) {
    expect(isValid(JSON.parse(body))).toBe(true);
    expect({ method, type: headers['content-type'] }).toEqual({ method: 'POST', type: 'application/json' });
    expect(headers).not.toHaveProperty('x-cos-signature');
  }
  expect(isValid({ ...events[0], event: 'other' })).toBe(false);
  expect({ said, kept: kept() }).toEqual({ said: [], kept: [] });
});

test('with a key each event is signed, together with its time', async () => {
  const { url, taken } = await receiver();
  const { reporter, tell } = reporting();
  reporter.sendTo({ url: secretUrl(url), hmac_key: new Secret('a long random text') });
  tell([...goodStory, ...goodEnd]);
  await reporter.end(EXIT.ok);
  expect(taken).toHaveLength(4);
  for (const { headers, body } of taken) {
    const timestamp = String(headers['x-cos-timestamp']);
    expect(timestamp).toMatch(/^\d{10}$/);
    const of = (key: string) => createHmac('sha256', key).update(`${timestamp}.${body}`).digest('hex');
    expect(headers['x-cos-signature']).toBe(`sha256=${of('a long random text')}`);
    expect(headers['x-cos-signature']).not.toBe(`sha256=${of('another')}`);
  }
});

test('a receiver that is busy gets the same event again, and no other before it; said once', async () => {
  const { url, taken, refused, names } = await receiver([500, 503, 200, 429]);
  const { reporter, tell, said, kept } = reporting();
  reporter.sendTo({ url: secretUrl(url) });
  tell([...goodStory, ...goodEnd]);
  await reporter.end(EXIT.ok);
  expect(names()).toEqual(GOOD);
  expect(refused.map(({ event }) => nameOf(event))).toEqual(['started', 'started', 'stage partition']);
  expect(refused[0]?.body).toBe(taken[0]?.body);
  expect(said).toMatchObject([
    { event: 'problem', problem: { code: 'http.status', severity: 'warning', path: 'install.report.url' } },
  ]);
  expect(kept()).toEqual([]);
});

test('nobody there: events are kept in the log folder, and sent later, in their order', async () => {
  const gone = createServer();
  const port = await listening(gone);
  await new Promise((resolve) => gone.close(resolve));
  const { reporter, tell, said, kept } = reporting();
  const warned = Promise.withResolvers<void>();
  reporter.begin((happening) => {
    said.push(happening);
    warned.resolve();
  });
  tell(goodStory);
  reporter.sendTo({ url: secretUrl(`http://127.0.0.1:${port}/events`) });
  await warned.promise;
  expect(kept().map(nameOf)).toEqual(GOOD.slice(0, 3));
  const { names } = await receiver([], undefined, port);
  tell(goodEnd);
  await reporter.end(EXIT.ok);
  expect(names()).toEqual(GOOD);
  expect(kept()).toEqual([]);
  expect(said[0]).toMatchObject({ problem: { code: 'http.refused' } });
  expect(said.filter(({ event }) => event === 'problem')).toHaveLength(1);
});

test('an event that is refused is kept, and the next one sent', async () => {
  const { url, names } = await receiver([200, 400]);
  const { reporter, tell, said, kept } = reporting();
  reporter.sendTo({ url: secretUrl(url) });
  tell([...goodStory, ...goodEnd]);
  await reporter.end(EXIT.ok);
  expect(names()).toEqual(['started', 'stage write-usr', 'succeeded']);
  expect(kept().map(nameOf)).toEqual(['stage partition']);
  const line = `Reports: 1 events were not taken by ${url}; kept in ${folder}/report.jsonl.`;
  expect(said).toMatchObject([{ problem: { args: { status: 400 } } }, { event: 'note', line }]);
});

test('a receiver that hangs does not hold up the end for long; what it did not take is kept', async () => {
  const silent = await raw(() => {});
  const { reporter, tell, said, kept } = reporting(0.2);
  reporter.sendTo({ url: secretUrl(`http://who:pa55@${silent}/`) });
  tell([...goodStory, ...goodEnd]);
  await reporter.end(EXIT.ok);
  expect(kept().map(nameOf)).toEqual(GOOD);
  const line = `Reports: 4 events were not taken by http://******@${silent}/; kept in ${folder}/report.jsonl.`;
  expect(said).toEqual([{ event: 'note', line }]);
  reporter.restartFailed('no');
  expect(kept().map(nameOf)).toEqual([...GOOD, 'failed restart']);
});

test('while a receiver is away the end says that it is waited for', async () => {
  const { reporter, tell, said } = reporting(0.2);
  const warned = Promise.withResolvers<void>();
  reporter.begin((happening) => {
    said.push(happening);
    warned.resolve();
  });
  reporter.sendTo({ url: secretUrl('http://127.0.0.1:1/') });
  await warned.promise;
  tell([...goodStory, ...goodEnd]);
  await reporter.end(EXIT.ok);
  expect(said.map((one) => ('line' in one ? one.line : one.event)).slice(1)).toEqual([
    'Reports: 4 events are not taken yet; tried for up to 0.2 s more.',
    `Reports: 4 events were not taken by http://127.0.0.1:1/; kept in ${folder}/report.jsonl.`,
  ]);
});

test('TLS by an own CA; by another one nothing is sent, and it is tried once for each event', async () => {
  const identity = own.issue('IP:127.0.0.1');
  const trusted = await receiver([], identity);
  const one = reporting();
  one.reporter.sendTo({ url: secretUrl(trusted.url), ca: own.ca });
  one.tell([...goodStory, ...goodEnd]);
  await one.reporter.end(EXIT.ok);
  expect(trusted.names()).toEqual(GOOD);
  const { url, names } = await receiver([], identity);
  const { reporter, tell, said, kept } = reporting();
  reporter.sendTo({ url: secretUrl(url) });
  tell([...goodStory, ...goodEnd]);
  await reporter.end(EXIT.ok);
  expect({ names: names(), kept: kept().map(nameOf) }).toEqual({ names: [], kept: GOOD });
  expect(said[0]).toMatchObject({ problem: { code: 'http.tls-untrusted' } });
});

test('a step that fails, and what state the disk is in', async () => {
  const { url, taken, names } = await receiver();
  const { reporter, tell } = reporting();
  reporter.sendTo({ url: secretUrl(url) });
  tell([...goodStory, ...badEnd]);
  await reporter.end(EXIT.write);
  expect(names()).toEqual(['started', 'stage partition', 'stage write-usr', 'failed write']);
  expect(taken.at(-1)?.event).toMatchObject({
    ...{ exit_code: 6, stage_id: 'write-usr', disk_state: 'unusable' },
    problems: [{ number: 'E442', code: 'step.writing' }],
  });
});

const at = (happening: Happening) => ({ time: '2026-11-21T10:00:00.000Z', ...happening }) as InstallEvent;
const wrong = error('answers.missing', 'system.hostname');

test.each<[string, number, readonly InstallEvent[], string]>([
  [
    'answers that are wrong',
    EXIT.answers,
    [at({ event: 'problem', problem: wrong, line: '' })],
    'failed answers',
  ],
  ['a person who stops it', EXIT.aborted, [], 'failed aborted'],
  ['a check of the network', EXIT.preflight, [], 'failed preflight'],
  ['a bug', EXIT.unexpected, [], 'failed unexpected'],
  ['a node that is complete', EXIT.ok, [], 'succeeded'],
])('%s before the plan begins', async (_, exit_code, events, name) => {
  const { url, taken, names } = await receiver();
  const { reporter, tell } = reporting();
  tell(events);
  await reporter.end(exit_code);
  reporter.sendTo({ url: secretUrl(url) });
  await reporter.flush();
  expect(names()).toEqual(['started', name]);
  const last = taken.at(-1)?.event;
  if (exit_code === EXIT.ok) expect(last).toMatchObject({ already_installed: true });
  else expect(last).toMatchObject({ exit_code, disk_state: 'untouched', stage_id: 'answers' });
  if (events.length > 0)
    expect(last).toMatchObject({ problems: [{ number: 'E111', path: 'system.hostname' }] });
});

test('the test of the network is one stage, however much is asked', async () => {
  const { url, taken, names } = await receiver();
  const { reporter, tell } = reporting();
  reporter.sendTo({ url: secretUrl(url) });
  const asked = ['192.0.2.1', '192.0.2.2'].map((subject) =>
    at({ event: 'check', line: '', check: { check: 'gateway', subject, result: 'passed' } }),
  );
  tell(asked);
  await reporter.end(EXIT.preflight);
  expect(names()).toEqual(['started', 'stage preflight', 'failed preflight']);
  expect(taken.at(-1)?.event).toMatchObject({ stage_id: 'preflight', exit_code: 8, disk_state: 'untouched' });
});

test('a machine that does not restart, and a node that does not start', async () => {
  const { url, names } = await receiver();
  const { reporter, tell } = reporting();
  reporter.sendTo({ url: secretUrl(url) });
  tell([...goodStory, ...goodEnd]);
  reporter.restartFailed('The node is complete, but systemctl: exit code 1. Restart the machine by hand.');
  await reporter.end(EXIT.ok);
  expect(names()).toEqual([...GOOD, 'failed restart']);
  const again = await receiver();
  const other = reporting();
  other.reporter.sendTo({ url: secretUrl(again.url) });
  other.reporter.alreadyInstalled();
  await other.reporter.end(EXIT.unexpected);
  expect(again.names()).toEqual(['started', 'succeeded', 'failed restart']);
});

test('secrets in what is said do not leave the machine', async () => {
  const { url, taken } = await receiver();
  const { reporter, tell } = reporting();
  reporter.about({ secrets: ['k3y-of-the-node', '4711'] });
  reporter.sendTo({ url: secretUrl(url.replace('//', '//who:pa55@')) });
  const reason = 'auth_key: k3y-of-the-node, code 4711, password: deep, http://a:b1rd@c/ failed';
  const problem = error('step.writing', '', { reason });
  tell([at({ event: 'problem', problem, line: reason })]);
  await reporter.end(EXIT.write);
  const posted = taken.map(({ body }) => body).join('\n');
  expect(posted).toContain('failed');
  expect(posted).not.toMatch(/k3y-of|4711|deep|b1rd|pa55/);
});

test('without an address nothing is sent or kept, however it ends', async () => {
  const { reporter, tell, said, kept } = reporting();
  tell([...goodStory, ...badEnd]);
  await reporter.end(EXIT.write);
  expect({ said, kept: kept() }).toEqual({ said: [], kept: [] });
});

test('what is begun again after an end is another run', async () => {
  const { url, taken } = await receiver();
  const { reporter } = reporting();
  reporter.sendTo({ url: secretUrl(url) });
  reporter.begin(() => {});
  await reporter.end(EXIT.aborted);
  reporter.begin(() => {});
  await reporter.end(EXIT.aborted);
  const ids = taken.map(({ event }) => event.install_id);
  expect(taken.map(({ event }) => event.sequence)).toEqual([1, 2, 1, 2]);
  expect([ids[0] === ids[1], ids[1] === ids[2]]).toEqual([true, false]);
});
