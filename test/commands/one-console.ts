import { readFileSync } from 'node:fs';
import type { Tools } from '../../src/commands/tools.ts';
import { consoleInstall } from '../../src/commands/wizard-install.ts';
import { readAnswers } from '../../src/installer/answer-file.ts';
import type { InstallEvent } from '../../src/installer/events.ts';
import type { Previewed } from '../../src/installer/preview.ts';
import { resolveAnswers } from '../../src/installer/resolved.ts';
import type { Machine } from '../../src/machine.ts';
import type { Message } from '../../src/screens/wizard/message.ts';
import type { Plan } from '../../src/step.ts';
import { recordedMachine } from '../machines.ts';
import { recordingMachine } from '../recording-machine.ts';

const plan: Plan = {
  version: 1,
  target: { path: '/dev/sdx', bytes: 1000 },
  destroys: [{ device: '/dev/sdx', sentence: 'All data on /dev/sdx will be lost.' }],
  steps: [
    {
      id: 'write',
      title: 'Write',
      phase: 'write',
      touches: ['/dev/sdx'],
      run: [
        { do: 'run', argv: ['first'] },
        { do: 'run', argv: ['second'] },
      ],
    },
  ],
};
export const preview = { problems: [], destroys: [], plan: [], user_data: [] };
export const inventory = recordedMachine('virtio-vm');

type Told = Extract<Message, { kind: 'event' }>;
type Given = {
  /** Sees each command before it is done. */
  readonly run?: (line: string) => Promise<void>;
  readonly ended?: AbortController;
  readonly hear?: (event: InstallEvent) => void;
};

/** What a person has confirmed. */
export async function previewed(): Promise<Previewed> {
  const read = readAnswers(readFileSync('test/answers/minimal.yaml', 'utf8'), 'minimal.yaml');
  if ('problems' in read) throw new Error('minimal.yaml is not good');
  return {
    preview,
    ready: { plan, resolved: await resolveAnswers(read.answers, { machine: recordingMachine() }) },
  };
}

export function console({
  run = async () => {},
  ended = new AbortController(),
  hear = () => {},
}: Given = {}) {
  const recording = recordingMachine();
  const machine: Machine = {
    ...recording,
    run: async (argv, options) => {
      // What a killed installation may have left is looked for first.
      if (/^(?:find|findmnt|dmsetup|losetup)$/.test(argv[0])) return { stdout: '', stderr: '' };
      await run(argv.join(' '));
      return recording.run(argv, options);
    },
  };
  const streams = { stdin: process.stdin, stdout: process.stdout };
  const tools: Tools = { machine, ...streams, print: () => {}, complain: () => {}, signal: ended.signal };
  const told: Told[] = [];
  const send = (message: Message) => {
    if (message.kind !== 'event') return;
    told.push(message);
    hear(message.event);
  };
  const install = consoleInstall({ output: 'text' }, tools, send);
  return { ...install, told, ended, done: recording.done, names: () => told.map(({ event }) => event.event) };
}
