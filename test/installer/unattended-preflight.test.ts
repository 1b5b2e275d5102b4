import { readFileSync } from 'node:fs';
import { afterEach, expect, test, vi } from 'vitest';
import { parse, stringify } from 'yaml';
import { readAnswers } from '../../src/installer/answer-file.ts';
import { carryOut } from '../../src/installer/carry-out.ts';
import type { Happening } from '../../src/installer/events.ts';
import { runPreflight } from '../../src/installer/preflight.ts';
import { unattended } from '../../src/installer/unattended.ts';
import { EXIT, error, warning } from '../../src/problem.ts';
import { fittingMachine } from '../commands/fitting-machine.ts';
import { recordingMachine } from '../recording-machine.ts';

vi.mock('../../src/installer/preflight.ts');
vi.mock('../../src/installer/carry-out.ts');
vi.mock('../../src/installer/journal.ts');
afterEach(() => vi.resetAllMocks());

const MINIMAL = readFileSync('test/answers/minimal.yaml', 'utf8');
const silent = [
  'preflight.gateway-silent',
  'network.gateway',
  { gateway: '192.0.2.1', device: 'eno1' },
] as const;

/** An installation without a person, up to the plan; of the network comes `problems`. */
async function installed(problems: Awaited<ReturnType<typeof runPreflight>>['problems'], recorded = false) {
  vi.mocked(runPreflight).mockResolvedValue({ checks: [], problems });
  vi.mocked(carryOut).mockResolvedValue(EXIT.unexpected);
  const text = stringify({ ...parse(MINIMAL), install: { wipe: 'target' } });
  const read = readAnswers(text, 'minimal.yaml');
  if ('problems' in read) throw new Error('minimal.yaml is not good');
  const told: Happening[] = [];
  const { signal } = new AbortController();
  const context = {
    machine: recordingMachine(),
    inventory: fittingMachine(read.answers),
    emit: (one: Happening) => told.push(one),
    signal,
    recorded,
  };
  return { code: await unattended({ text, name: 'minimal.yaml' }, context), told };
}

test('what failed stops it before the plan is carried out', async () => {
  const { code, told } = await installed([error(...silent)]);
  expect(code).toBe(EXIT.preflight);
  expect(carryOut).not.toHaveBeenCalled();
  expect(told).toContainEqual({ event: 'note', line: 'Nothing was written to any disk.' });
});

test('a warning is said, and the plan is carried out', async () => {
  const { told } = await installed([warning(...silent)]);
  expect(carryOut).toHaveBeenCalledOnce();
  expect(told).toContainEqual(
    expect.objectContaining({ event: 'problem', line: expect.stringMatching(/W336/) }),
  );
});

test('over a recorded machine the network of this one is not tried', async () => {
  await installed([error(...silent)], true);
  expect(runPreflight).not.toHaveBeenCalled();
  expect(carryOut).toHaveBeenCalledOnce();
});
