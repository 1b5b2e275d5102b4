import type { InstallEvent } from '../../../src/installer/events.ts';
import { bytesOf } from '../../../src/installer/execute.ts';
import type { Frame } from '../../../src/screens/frame.ts';
import type { Key, KeyName } from '../../../src/screens/key.ts';
import { view } from '../../../src/screens/wizard/view.ts';
import { installation } from '../../guide/installing.ts';
import { controllerTour } from '../../guide/tours.ts';
import { type Walk, walk } from '../../guide/walk.ts';
import { recordedMachine } from '../../machines.ts';

/** What is counted: what dialog and whiptail were asked to do as well, on pages of the wizard. */
export const ACTIONS = [
  'list',
  'move',
  'select',
  'form',
  'type',
  'field',
  'gauge',
  'scroll',
  'page',
] as const;
export type Action = (typeof ACTIONS)[number];

const TYPED = 'abcdefghijklmnopqrst';

/** The frames of each action, the first one being what the terminal shows before; alone: painted whole. */
export async function actionFrames(): Promise<Record<Action, readonly Frame[]>> {
  const typed: (KeyName | Key)[] = Array.from(TYPED, (text) => ({ text }));
  const role = await walked('role');
  const settings = await walked('controller-ha-yes');
  const system = frames(settings, ['back-tab', 'back-tab', 'back-tab', 'back-tab', 'up', 'enter']).slice(-1);
  return {
    list: [frameOf(role)],
    move: frames(role, ['down']),
    select: frames(role, [{ text: ' ' }]).slice(-2),
    page: frames(role, ['up', 'enter']).slice(-2),
    form: system,
    type: frames(settings, ['erase-line', ...typed]).slice(-1 - TYPED.length),
    field: frames(settings, ['tab']),
    gauge: gauge(await walked('confirm')),
    scroll: frames(await walked('cloud-config'), ['down']),
  };
}

/** The wizard on a screen of the guide. */
async function walked(screen: string): Promise<Walk> {
  const wizard = walk({ inventory: recordedMachine(controllerTour.machine) }, controllerTour);
  for (const stride of controllerTour.strides) {
    await wizard.stride(stride);
    if ('screen' in stride && stride.screen === screen) return wizard;
  }
  throw new Error(`no screen ${screen}`);
}

function frameOf(wizard: Walk): Frame {
  return view(wizard.state());
}

function frames(wizard: Walk, keys: readonly (KeyName | Key)[]): Frame[] {
  const all = [frameOf(wizard)];
  for (const key of keys) {
    wizard.send({ kind: 'key', key: typeof key === 'string' ? { name: key } : key });
    all.push(frameOf(wizard));
  }
  return all;
}

/** The progress page from 0 to 100 %, a percent a second, as far as one step goes: steps are not the gauge. */
function gauge(wizard: Walk): Frame[] {
  const plan = wizard.plan();
  const total = plan.steps.reduce((sum, { run }) => sum + bytesOf(run), 0);
  const begun = installation(plan);
  const started = begun.findIndex(({ event }) => event === 'step-started');
  for (const event of begun.slice(0, started + 1)) wizard.send({ kind: 'event', event });
  return Array.from({ length: 101 }, (_, percent) => {
    const time = new Date(Date.UTC(2026, 0, 1, 0, 0, percent)).toISOString();
    const id = plan.steps[0]?.id ?? '';
    const event: InstallEvent = { time, event: 'progress', id, bytes: Math.round((total * percent) / 100) };
    wizard.send({ kind: 'event', event });
    return frameOf(wizard);
  });
}
