import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, expect, test, vi } from 'vitest';
import { consoleInstall } from '../../src/commands/wizard-install.ts';
import { secretUrl } from '../../src/installer/report-url.ts';
import { makeReporter } from '../../src/installer/reporter.ts';
import { LOG, RUN } from '../../src/installer/steps/places.ts';
import { EXIT } from '../../src/problem.ts';
import { nameOf } from '../http/receiver.ts';
import { recordingMachine } from '../recording-machine.ts';
import { inventory, previewed } from './one-console.ts';

// Locks and logs in a folder of this test's own, in the place of /run.
vi.mock('../../src/installer/steps/places.ts', async (original: () => Promise<object>) => {
  const run = mkdtempSync(join(tmpdir(), 'cos-wizard-reports-'));
  return { ...(await original()), RUN: run, LOG: join(run, 'log') };
});
beforeEach(() => rmSync(RUN, { recursive: true, force: true }));
afterAll(() => rmSync(RUN, { recursive: true, force: true }));

/** A console whose answers say where to report to, and what was posted there, with the run that it belongs to. */
async function reportingConsole(fails: () => boolean = () => false) {
  const posts: { readonly name: string; readonly run: string; readonly hostname: string }[] = [];
  const machine = recordingMachine({
    fails: (line) => line === 'second' && fails(),
    answer: async ({ body }) => {
      const event = JSON.parse(String(body));
      posts.push({ name: nameOf(event), run: event.install_id, hostname: event.machine.hostname });
      return { status: 200, headers: {}, body: Buffer.alloc(0) };
    },
  });
  const { signal } = new AbortController();
  const { stdin, stdout } = process;
  const tools = { machine, stdin, stdout, print: () => {}, complain: () => {}, signal };
  const reporter = makeReporter({ machine, folder: LOG });
  reporter.stage('person', 'Ask a person');
  const { start } = consoleInstall({ output: 'text' }, tools, () => {}, reporter);
  const { ready, preview } = await previewed();
  if (!ready) throw new Error('minimal.yaml is not good');
  const { answers, drawn } = ready.resolved;
  const install = { ...answers.install, report: { url: secretUrl('http://a.example/') } };
  const confirmed = { preview, ready: { ...ready, resolved: { drawn, answers: { ...answers, install } } } };
  return {
    start: () => start(confirmed, inventory),
    reporter,
    posts,
    names: () => posts.map(({ name }) => name),
  };
}

test('what a person confirmed goes on with the run that asked for the person; a second start is another run', async () => {
  let isBad = true;
  const { start, posts, names } = await reportingConsole(() => isBad);
  await start();
  expect(names().slice(0, 2)).toEqual(['started', 'stage person']);
  expect(names().at(-1)).toMatch(/^failed /);
  expect(posts[0]?.hostname).toBe('a1');
  const first = posts.length;
  isBad = false;
  await start();
  expect(names()[first]).toBe('started');
  expect(names().at(-1)).toBe('succeeded');
  expect(new Set(posts.map(({ run }) => run)).size).toBe(2);
});

test('a person who leaves without an installation has aborted the run', async () => {
  const { reporter, names } = await reportingConsole();
  reporter.sendTo({ url: secretUrl('http://a.example/') });
  await reporter.end(EXIT.aborted);
  expect(names()).toEqual(['started', 'stage person', 'failed aborted']);
});
