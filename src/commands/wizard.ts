import { randomBytes } from 'node:crypto';
import type { Common } from '../command-line.ts';
import { randomText } from '../installer/random.ts';
import { EXIT, error, ProblemError } from '../problem.ts';
import { openTerminal } from '../screens/blessed/terminal.ts';
import { failureLines } from '../screens/progress-rows.ts';
import { allPages } from '../screens/wizard/pages/all.ts';
import type { WizardState } from '../screens/wizard/state.ts';
import { inventoryOf } from './sources.ts';
import type { Tools } from './tools.ts';
import { wizardEffects } from './wizard-effects.ts';
import { consoleInstall } from './wizard-install.ts';
import { type Leave, runLoop, type Send } from './wizard-loop.ts';

/** Milliseconds between two looks whether another console has begun to install. */
const LOOK_EVERY = 1000;

/** `wizard`: asks a person, and installs what was confirmed. @returns the exit code. */
export async function wizard(common: Common, tools: Tools): Promise<number> {
  if (process.getuid?.() !== 0) throw new ProblemError(error('install.not-root', ''));
  const inventory = await inventoryOf(common, tools.machine);
  let send: Send = () => {};
  const terminal = await openTerminal(
    { input: tools.stdin, output: tools.stdout, env: process.env },
    {
      onKey: (key) => send({ kind: 'key', key }),
      onResize: (size) => send({ kind: 'resized', size }),
    },
  );
  if ('refused' in terminal)
    throw new ProblemError(error('wizard.no-screen', '', { reason: terminal.refused }));
  const console = consoleInstall(common, tools, (message) => send(message));
  const start = {
    pages: allPages,
    size: terminal.size(),
    inventory,
    language: 'en',
    canShowChinese: terminal.showsChinese,
    proposed: { hostname: `cos-${randomText(randomBytes, 6).toLowerCase()}` },
  } as const;
  const looks = setInterval(() => void console.watch(), LOOK_EVERY);
  try {
    const loop = runLoop(terminal, start, wizardEffects({ inventory, common, tools, console }), tools.signal);
    send = loop.send;
    const { leave, state } = await loop.done;
    clearInterval(looks);
    terminal.close();
    return await left(leave, state, tools);
  } finally {
    clearInterval(looks);
    terminal.close();
  }
}

/** What the person wanted at the end; the result stays on the console. */
async function left({ to }: Leave, { run }: WizardState, { machine, print }: Tools): Promise<number> {
  if (to !== 'shell') await machine.run(['systemctl', to]);
  if (!run) {
    print('Aborted. Nothing was written to any disk.');
    return EXIT.aborted;
  }
  for (const line of failureLines(run.progress)) print(line);
  return run.exit_code ?? EXIT.aborted;
}
