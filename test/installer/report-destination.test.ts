import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { reportByFile, reportByWord } from '../../src/installer/report-destination.ts';
import { makeReporter } from '../../src/installer/reporter.ts';
import { EXIT } from '../../src/problem.ts';
import { authority } from '../http/certificates.ts';
import { nameOf } from '../http/receiver.ts';
import { recordedMachine } from '../machines.ts';
import { recordingMachine } from '../recording-machine.ts';

const own = authority('Own CA');
const folder = mkdtempSync(join(tmpdir(), 'cos-report-destination-'));
afterAll(() => {
  own.remove();
  rmSync(folder, { recursive: true });
});

const inventory = { ...recordedMachine('virtio-vm'), medium: { device: '/dev/sr0', mount_point: '/medium' } };

/** What is posted where, when a run with these words and this answer file ends as aborted. */
async function posted(words: string, file?: string, files: Record<string, string> = {}) {
  const posts: { url: string; name: string; ca: boolean; signed: boolean; hostname?: string }[] = [];
  const machine = recordingMachine({
    files: { '/proc/cmdline': `cos.live=CDROM ${words}\n`, ...files },
    answer: async ({ url, body, ca, headers = {} }) => {
      const event = JSON.parse(String(body));
      const { hostname } = event.machine;
      posts.push({
        url,
        name: nameOf(event),
        ca: ca === own.ca,
        signed: 'X-COS-Signature' in headers,
        hostname,
      });
      return { status: 200, headers: {}, body: Buffer.alloc(0) };
    },
  });
  const reporter = makeReporter({ machine, folder });
  reporter.begin(() => {});
  await reportByWord(reporter, { machine, inventory });
  if (file !== undefined) await reportByFile(file, reporter, machine);
  await reporter.end(EXIT.aborted);
  return { posts, networks: machine.done.filter((line) => line === 'networkctl reload').length };
}

const EARLY = 'http://early.example/';
const LATE = 'https://late.example/';

test('without a place nothing is sent, and no network comes up for it', async () => {
  expect(await posted('quiet', 'version: 1\n')).toEqual({ posts: [], networks: 0 });
  expect(await posted('cos.report=/a/path')).toEqual({ posts: [], networks: 0 });
});

test('cos.report= is heard before there are answers, with the CA of the medium', async () => {
  const files = { '/medium/answers/ca.pem': own.ca };
  const { posts, networks } = await posted(`cos.report=${EARLY}`, undefined, files);
  const one = { url: EARLY, ca: true, signed: false, hostname: undefined };
  expect(posts).toEqual([
    { ...one, name: 'started' },
    { ...one, name: 'failed aborted' },
  ]);
  expect(networks).toBe(1);
});

test('install.report of a file counts from then on, also of one that is wrong elsewhere', async () => {
  const file = `role: nothing\nsystem: { hostname: c1 }\ninstall: { wip: x, report: { url: "${LATE}", hmac_key: k } }\n`;
  const alone = await posted('quiet', file);
  const one = { url: LATE, ca: false, signed: true, hostname: 'c1' };
  expect(alone).toEqual({
    posts: [
      { ...one, name: 'started' },
      { ...one, name: 'failed aborted' },
    ],
    networks: 1,
  });
  const { posts } = await posted(`cos.report=${EARLY}`, file);
  expect(posts.at(-1)).toEqual({ ...one, name: 'failed aborted' });
});

test('a place that is itself wrong is none', async () => {
  expect((await posted('quiet', 'install: { report: { url: ftp://a/ } }\n')).posts).toEqual([]);
  expect((await posted('quiet', `install: { report: { url: "${LATE}", ca: none } }\n`)).posts).toEqual([]);
  expect((await posted('quiet', '{{{ no YAML')).posts).toEqual([]);
});
