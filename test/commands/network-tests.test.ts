import { afterEach, expect, test, vi } from 'vitest';
import { networkTests } from '../../src/commands/network-tests.ts';
import { runPreflight } from '../../src/installer/preflight.ts';
import type { Message } from '../../src/screens/wizard/message.ts';
import { NETWORK_FAILED } from '../network/network-checks.ts';
import { recordingMachine } from '../recording-machine.ts';
import { inventory, preview, previewed } from './one-console.ts';

vi.mock('../../src/installer/preflight.ts');
afterEach(() => vi.resetAllMocks());

async function tests(common: { machine?: string } = {}, ready = true) {
  const made = await previewed();
  const told: Message[] = [];
  const effects = networkTests({
    common: { output: 'text', ...common },
    tools: { machine: recordingMachine(), signal: new AbortController().signal },
    preview: async () => (ready ? made : { preview }),
    inventory: () => inventory,
  });
  return { ...effects, told, send: (message: Message) => void told.push(message) };
}

test('each answer is told as it comes, and the end; it is asked once, without waiting', async () => {
  const [check] = NETWORK_FAILED;
  if (!check) throw new Error('no check');
  vi.mocked(runPreflight).mockImplementation(async ({ answers }, _, { emit }) => {
    expect(answers.install).toMatchObject({ preflight: 'refuse', preflight_wait: 0 });
    emit({ event: 'check', line: '', check });
    return { checks: NETWORK_FAILED, problems: [] };
  });
  const { test: run, told, send } = await tests();
  await run('document', send);
  expect(told).toEqual([
    { kind: 'network-check', document: 'document', check },
    { kind: 'network-tested', document: 'document', checks: NETWORK_FAILED, problems: [] },
  ]);
});

test('given up: it is aborted, tells nothing, and the next one begins behind it', async () => {
  const order: string[] = [];
  vi.mocked(runPreflight).mockImplementationOnce(async (_, __, { signal }) => {
    await new Promise((resolve) => signal.addEventListener('abort', resolve));
    order.push('taken back');
    throw new Error('aborted');
  });
  vi.mocked(runPreflight).mockImplementationOnce(async () => {
    order.push('second');
    return { checks: [], problems: [] };
  });
  const { test: run, cancel, told, send } = await tests();
  const first = run('first', send);
  await vi.waitFor(() => expect(runPreflight).toHaveBeenCalled());
  cancel();
  await run('second', send);
  await first;
  expect(order).toEqual(['taken back', 'second']);
  expect(told.map((message) => message.kind === 'network-tested' && message.document)).toEqual(['second']);
});

test.each([
  ['a recorded machine', { machine: 'machine.json' }, true],
  ['answers that do not fit', {}, false],
])('%s: nothing is tried', async (_, common, ready) => {
  const { test: run, told, send } = await tests(common, ready);
  await run('document', send);
  expect(runPreflight).not.toHaveBeenCalled();
  expect(told).toMatchObject([{ kind: 'network-tested', checks: [] }]);
});
