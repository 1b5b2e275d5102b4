import type { Common } from '../command-line.ts';
import type { PartlyInteractive } from '../installer/interactive.ts';
import type { Reporter } from '../installer/reporter.ts';
import { EXIT, error, ProblemError } from '../problem.ts';
import { askedOnly } from '../screens/wizard/asked-only.ts';
import { allPages } from '../screens/wizard/pages/all.ts';
import { clearedIfFree } from './cleared.ts';
import { inventoryOf } from './sources.ts';
import type { Tools } from './tools.ts';
import { wizardEffects } from './wizard-effects.ts';
import { consoleInstall } from './wizard-install.ts';
import { left } from './wizard-left.ts';
import type { Perform } from './wizard-loop.ts';
import { openScreen } from './wizard-screen.ts';

/** Milliseconds between two looks whether another console has begun to install. */
const LOOK_EVERY = 1000;

/** What the pages say to begin with, and which of them are asked; default: all. */
export type Asked = Pick<PartlyInteractive, 'base'> &
  Partial<Pick<PartlyInteractive, 'sections'>> & {
    /** Of the run that found that a person has to be asked. */
    readonly reporter?: Reporter;
  };

/**
 * `wizard`: asks a person, and installs what was confirmed. With a recorded machine it is a rehearsal, which
 * ends at the confirmation. @returns the exit code.
 */
export async function wizard(
  common: Common,
  tools: Tools,
  { base, sections, reporter }: Asked = { base: {} },
): Promise<number> {
  const isRehearsal = common.machine !== undefined;
  if (!isRehearsal && process.getuid?.() !== 0) throw new ProblemError(error('install.not-root', ''));
  if (!isRehearsal) await clearedIfFree(tools);
  const inventory = await inventoryOf(common, tools.machine);
  const screen = await openScreen(tools);
  const console = consoleInstall(common, tools, screen.send, reporter);
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
  // A person who leaves without an installation ends the run; one that was started has ended it.
  if (state.run === undefined) await reporter?.end(EXIT.aborted);
  return left(leave, state, tools);
}

/** A recording describes another machine: whatever the pages ask for, the disks of this one are not its own. */
function withoutInstallation(effects: Perform): Perform {
  return async (request, send) => {
    if (request.kind === 'install') throw new Error('a recorded machine cannot be installed');
    await effects(request, send);
  };
}
