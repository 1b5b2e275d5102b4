import { isDeepStrictEqual } from 'node:util';
import type { Common } from '../command-line.ts';
import { sampleOnce } from '../disk/sample.ts';
import type { Inventory } from '../installer/inventory.ts';
import { type Previewed, previewInstall } from '../installer/preview.ts';
import { passwordHash } from '../installer/resolved.ts';
import { saveAnswers } from '../installer/save-answers.ts';
import { blinking } from './blinking.ts';
import { dhcpAttempts } from './dhcp-attempts.ts';
import { networkTests } from './network-tests.ts';
import { inventoryOf } from './sources.ts';
import type { Tools } from './tools.ts';
import type { consoleInstall } from './wizard-install.ts';
import type { Perform, Send } from './wizard-loop.ts';

type Surroundings = {
  readonly inventory: Inventory;
  readonly common: Common;
  readonly tools: Tools;
  readonly console: ReturnType<typeof consoleInstall>;
};

/** The machine as it was last seen, and the plan that was made for it last. */
function planning({ inventory: first, common, tools }: Surroundings) {
  let inventory = first;
  let probing = false;
  // A recording describes another machine: the disks of this one are not its own.
  const sample = common.machine === undefined ? sampleOnce(tools.machine) : undefined;
  let previewed: { readonly of: string; readonly install: Previewed } | undefined;

  const probe = async () => {
    probing = true;
    const found = await inventoryOf(common, tools.machine, inventory).finally(() => {
      probing = false;
    });
    // A plan belongs to the machine as it was seen: on a changed one it is made again.
    if (!isDeepStrictEqual(found, inventory)) {
      previewed = undefined;
      inventory = found;
    }
    return inventory;
  };
  const preview = async (document: unknown): Promise<Previewed> => {
    const of = JSON.stringify(document);
    if (previewed?.of === of) return previewed.install;
    const seen = inventory;
    const install = await previewInstall(document, { inventory: seen, machine: tools.machine, sample });
    if (seen !== inventory) return preview(document);
    previewed = { of, install };
    return install;
  };
  /** The plan of this document, where it is the one that was made last. */
  const shown = (document: unknown) =>
    previewed?.of === JSON.stringify(document) ? { install: previewed.install, inventory } : undefined;
  return { probe, isProbing: () => probing, preview, shown, inventory: () => inventory };
}

/** What the wizard's requests do to the world. */
export function wizardEffects(surroundings: Surroundings): Perform {
  const { common, tools, console } = surroundings;
  const attempts = dhcpAttempts(common, tools);
  const lights = blinking(common, tools);
  const { probe, isProbing, preview, shown, inventory } = planning(surroundings);
  const tests = networkTests({ common, tools, preview, inventory });
  const show = async (document: unknown, send: Send) => {
    send({ kind: 'preview', document, preview: (await preview(document)).preview });
  };
  /** What was shown is what is carried out, with the same drawn keys and identifiers; otherwise it is shown first. */
  const install = async (document: unknown, send: Send) => {
    const planned = shown(document);
    if (planned) await console.start(planned.install, planned.inventory);
    else await show(document, send);
  };
  return async (request, send) => {
    switch (request.kind) {
      case 'probe':
        if (!isProbing()) send({ kind: 'inventory', inventory: await probe() });
        break;
      case 'try-dhcp':
        await attempts.try(request.link, send);
        break;
      case 'cancel-dhcp':
        attempts.cancel();
        break;
      case 'blink':
        await lights.begin(request.link, send);
        break;
      case 'stop-blinking':
        lights.stop();
        break;
      case 'test-network':
        await tests.test(request.document, send);
        break;
      case 'cancel-network-test':
        tests.cancel();
        break;
      case 'hash': {
        const { password } = request;
        const hash = await passwordHash(password, { machine: tools.machine });
        send({ kind: 'hashed', password, hash: hash.reveal() });
        break;
      }
      case 'preview':
        await show(request.document, send);
        break;
      case 'install':
        await install(request.document, send);
        break;
      case 'abort-install':
        console.abort();
        break;
      case 'save': {
        const { document, place } = request;
        const world = { inventory: await probe(), machine: tools.machine };
        send({ kind: 'saved', saved: await saveAnswers(document, place, world) });
        break;
      }
    }
  };
}
