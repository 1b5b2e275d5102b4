import type { Common } from '../command-line.ts';
import type { PartlyInteractive } from '../installer/interactive.ts';
import { EXIT, error, ProblemError } from '../problem.ts';
import { failureLines } from '../screens/progress-rows.ts';
import { askedOnly } from '../screens/wizard/asked-only.ts';
import { allPages } from '../screens/wizard/pages/all.ts';
import type { WizardState } from '../screens/wizard/state.ts';
import { inventoryOf } from './sources.ts';
import type { Tools } from './tools.ts';
import { wizardEffects } from './wizard-effects.ts';
import { consoleInstall } from './wizard-install.ts';
import type { Leave, Perform } from './wizard-loop.ts';
import { openScreen } from './wizard-screen.ts';

/** Milliseconds between two looks whether another console has begun to install. */
const LOOK_EVERY = 1000;

/** What the pages say to begin with, and which of them are asked; default: all. */
export type Asked = Pick<PartlyInteractive, 'base'> & Partial<Pick<PartlyInteractive, 'sections'>>;

/**
 * `wizard`: asks a person, and installs what was confirmed. With a recorded machine it is a rehearsal, which
 * ends at the confirmation. @returns the exit code.
 */
export async function wizard(
  common: Common,
  tools: Tools,
  { base, sections }: Asked = { base: {} },
): Promise<number> {
  const isRehearsal = common.machine !== undefined;
  if (!isRehearsal && process.getuid?.() !== 0) throw new ProblemError(error('install.not-root', ''));
  const inventory = await inventoryOf(common, tools.machine);
  const screen = await openScreen(tools);
  const console = consoleInstall(common, tools, screen.send);
  const effects = wizardEffects({ inventory, common, tools, console });
  const looks = setInterval(() => {
    if (!isRehearsal) void console.watch();
  }, LOOK_EVERY);
  const start = {
    pages: sections ? askedOnly(allPages, sections) : allPages,
    inventory,
    base,
    purpose: isRehearsal ? 'rehearse' : 'install',
  } as const;
  const { leave, state } = await screen
    .run(start, isRehearsal ? withoutInstallation(effects) : effects)
    .finally(() => clearInterval(looks));
  return left(leave, state, tools);
}

/** A recording describes another machine: whatever the pages ask for, the disks of this one are not its own. */
function withoutInstallation(effects: Perform): Perform {
  return async (request, send) => {
    if (request.kind === 'install') throw new Error('a recorded machine cannot be installed');
    await effects(request, send);
  };
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
