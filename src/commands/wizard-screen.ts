import { randomBytes } from 'node:crypto';
import { randomText } from '../installer/random.ts';
import { error, type Problem, ProblemError } from '../problem.ts';
import type { Refusal } from '../screens/blessed/refusal.ts';
import { openTerminal } from '../screens/blessed/terminal.ts';
import type { Start, WizardState } from '../screens/wizard/state.ts';
import { startLanguage } from './start-language.ts';
import type { Tools } from './tools.ts';
import { type Leave, type Perform, runLoop, type Send } from './wizard-loop.ts';

/** What is the wizard's own; the rest comes from the terminal. */
type Asked = Omit<Start, 'size' | 'language' | 'notice' | 'canShowChinese' | 'proposed'>;

export type WizardScreen = {
  /** Tells the wizard that runs something; before and after it nothing comes of it. */
  readonly send: Send;
  /** Runs a wizard until it is left, and gives the terminal back. */
  readonly run: (
    asked: Asked,
    perform: Perform,
  ) => Promise<{ readonly leave: Leave; readonly state: WizardState }>;
};

/** Takes the terminal for a wizard. @throws ProblemError where it cannot show one. */
export async function openScreen({ machine, stdin, stdout, signal }: Tools): Promise<WizardScreen> {
  let send: Send = () => {};
  const terminal = await openTerminal(
    { input: stdin, output: stdout, env: process.env },
    {
      onKey: (key) => send({ kind: 'key', key }),
      onResize: (size) => send({ kind: 'resized', size }),
    },
  );
  if ('refused' in terminal) throw new ProblemError(refusalProblem(terminal));
  return {
    send: (message) => send(message),
    run: async (asked, perform) => {
      try {
        const start = {
          ...asked,
          size: terminal.size(),
          ...startLanguage((await machine.readText('/proc/cmdline')) ?? '', terminal.showsChinese),
          canShowChinese: terminal.showsChinese,
          proposed: { hostname: `cos-${randomText(randomBytes, 6).toLowerCase()}` },
        } as const;
        const loop = runLoop(terminal, start, perform, signal);
        send = loop.send;
        return await loop.done;
      } finally {
        terminal.close();
      }
    },
  };
}

function refusalProblem(refusal: Refusal): Problem {
  switch (refusal.refused) {
    case 'no-terminal':
      return error('wizard.no-terminal', '');
    case 'dumb':
      return error('wizard.dumb-terminal', '', { term: process.env.TERM ?? '' });
    case 'small':
      return error('wizard.small-screen', '', { size: `${refusal.size.columns}x${refusal.size.rows}` });
  }
}
