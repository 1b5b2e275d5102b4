import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import type { Output } from '../../src/command-line.ts';
import { report } from '../../src/commands/report.ts';
import { ProblemError, problemLine } from '../../src/problem.ts';
import { recordingMachine } from '../recording-machine.ts';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'cos-report-command-'));
  writeFileSync(join(folder, 'there.tar.gz'), 'kept');
  symlinkSync('/dev/cos-test-no-disk', join(folder, 'link'));
});
afterAll(() => rmSync(folder, { recursive: true }));
beforeEach(() => void vi.spyOn(process, 'getuid').mockReturnValue(0));
afterEach(() => vi.restoreAllMocks());

/** What the command prints, does, and says is wrong. */
async function run(file?: string, output: Output = 'text', fails?: (line: string) => boolean) {
  const files = {
    '/sys/class/dmi/id/product_serial': 'SN 1:2\n',
    '/run/cos-install/log/events.jsonl': '{}\n',
  };
  const machine = recordingMachine({ files, ...(fails ? { fails } : {}) });
  const printed: string[] = [];
  const complained: string[] = [];
  const tools = {
    machine,
    print: (line: string) => void printed.push(line),
    complain: (line: string) => void complained.push(line),
  };
  const ended = await report(file, { output }, tools, '1.2.3').catch((cause: unknown) => cause);
  const wrong = ended instanceof ProblemError ? ended.problems.map((one) => problemLine(one)) : ended;
  return {
    printed,
    complained,
    wrong,
    done: machine.done,
    tar: machine.done.find((line) => /^tar /.test(line)),
  };
}

test('without a name: after the machine and the time, in the current folder', async () => {
  const { printed, complained, wrong, tar } = await run();
  const name = String.raw`cos-report-machine-\d{8}T\d{6}Z`;
  expect(wrong).toBe(0);
  expect(complained).toEqual([]);
  expect(tar).toMatch(new RegExp(`--file ${process.cwd()}/${name}\\.tar\\.gz --directory .* ${name}$`));
  expect(printed).toEqual([
    expect.stringMatching(
      new RegExp(`^${name}.tar.gz is made. It holds serial numbers and addresses; passw`),
    ),
  ]);
});

test('with a name: that file; for programs its path and what is missing', async () => {
  const file = join(folder, 'a.tar.gz');
  const { printed, tar, wrong } = await run(file, 'json', (line) => line.startsWith('uname'));
  expect(wrong).toBe(0);
  expect(tar).toContain(`--file ${file} `);
  expect(JSON.parse(printed.join('\n'))).toEqual({
    file,
    missing: ['uname.txt: uname: exit code 1: it broke here'],
  });
});

test('what could not be had is said to a person', async () => {
  const { complained, wrong } = await run(undefined, 'text', (line) => line.startsWith('journalctl'));
  expect(wrong).toBe(0);
  expect(complained).toEqual(['Not in it: journal.txt: journalctl: exit code 1: it broke here']);
});

test.each(['there.tar.gz', 'link', '.'])('%s exists: nothing is written to it', async (name) => {
  const { wrong, tar } = await run(join(folder, name));
  expect(wrong).toEqual([`${join(folder, name)}: exists already; name a file that does not [E438]`]);
  expect(tar).toBeUndefined();
});

test('a disk is never taken for a file', async () => {
  const { wrong, tar } = await run('/dev/null');
  expect(wrong).toEqual(['/dev/null: exists already; name a file that does not [E438]']);
  expect(tar).toBeUndefined();
});

test('a folder that cannot be written to is a sentence', async () => {
  const { wrong } = await run(join(folder, 'b.tar.gz'), 'text', (line) => line.startsWith('tar'));
  expect(wrong).toEqual([
    `${join(folder, 'b.tar.gz')}: cannot be written: tar: exit code 1: it broke here [E404]`,
  ]);
});

test('without root nothing is asked', async () => {
  vi.spyOn(process, 'getuid').mockReturnValue(1000);
  const { wrong, done } = await run();
  expect(wrong).toEqual([
    expect.stringContaining('Require Root Privilege: the log and the journal need root'),
  ]);
  expect(done).toEqual([]);
});
