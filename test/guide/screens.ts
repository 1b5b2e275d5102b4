import type { Language } from '../../src/problem.ts';
import { recordedMachine } from '../machines.ts';
import { failedInstallation, installation } from './installing.ts';
import { agentTour, controllerTour, deskTour, noLinkTour, type Tour, toChinese } from './tours.ts';
import { type Walk, walk } from './walk.ts';

/** Screens of the wizard by the names that the guide has for them. */
export type Screens = ReadonlyMap<string, readonly string[]>;

/** Every screen of the guide in one language, each 24 rows of at most 80 columns. */
export async function screensOf(language: Language): Promise<Screens> {
  const screens = new Map<string, readonly string[]>();
  const controller = await toured(controllerTour, language, screens);
  installed(controller, screens);
  await toured(agentTour, language, screens);
  await toured(deskTour, language, screens);
  const noLink = walk({ inventory: recordedMachine(noLinkTour.machine), language }, noLinkTour);
  noLink.goTo('card');
  await strides(noLink, noLinkTour, screens);
  return screens;
}

async function toured(
  tour: Tour,
  language: Language,
  screens: Map<string, readonly string[]>,
): Promise<Walk> {
  const { machine, purpose = 'install', file = '' } = tour;
  const inventory = machine === undefined ? undefined : recordedMachine(machine);
  const walked = walk({ inventory, purpose, file }, tour);
  if (language === 'zh') await walked.stride(toChinese);
  await strides(walked, tour, screens);
  return walked;
}

async function strides(walked: Walk, tour: Tour, screens: Map<string, readonly string[]>): Promise<void> {
  for (const stride of tour.strides) {
    const shown = await walked.stride(stride);
    if (stride.screen) screens.set(stride.screen, shown);
  }
}

/** From the confirmation on: half of an installation, its end, its log; then one that fails. */
function installed(walked: Walk, screens: Map<string, readonly string[]>): void {
  const events = installation(walked.plan());
  const half = events.findIndex((event) => event.event === 'progress' && event.id === 'write-usr') + 5;
  const send = (some: typeof events) =>
    some.forEach((event) => void walked.send({ kind: 'event', event, own: true }));
  send(events.slice(0, half));
  screens.set('progress', walked.lines());
  walked.press('abort');
  screens.set('abort-writing', walked.lines());
  walked.press('escape');
  send(events.slice(half));
  screens.set('finished', walked.lines());
  send(failedInstallation(walked.plan(), 'write-usr'));
  screens.set('failed', walked.lines());
}
