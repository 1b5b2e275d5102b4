import { isDeepStrictEqual } from 'node:util';
import type { Common } from '../command-line.ts';
import type { Inventory } from '../installer/inventory.ts';
import { type Previewed, previewInstall } from '../installer/preview.ts';
import { passwordHash } from '../installer/resolved.ts';
import { saveAnswers } from '../installer/save-answers.ts';
import { DHCP_SECONDS, type DhcpOutcome, tryDhcp } from '../network/dhcp.ts';
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

/** What the wizard's requests do to the world. */
export function wizardEffects({ inventory: first, common, tools, console }: Surroundings): Perform {
  let inventory = first;
  let probing = false;
  const attempts = dhcpAttempts(common, tools);
  let previewed: { readonly of: string; readonly install: Previewed } | undefined;

  const probe = async () => {
    probing = true;
    const found = await inventoryOf(common, tools.machine).finally(() => {
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
    const install = await previewInstall(document, { inventory: seen, machine: tools.machine });
    if (seen !== inventory) return preview(document);
    previewed = { of, install };
    return install;
  };
  const show = async (document: unknown, send: Send) => {
    send({ kind: 'preview', document, preview: (await preview(document)).preview });
  };
  /** What was shown is what is carried out, with the same drawn keys and identifiers; otherwise it is shown first. */
  const install = async (document: unknown, send: Send) => {
    if (previewed?.of === JSON.stringify(document)) await console.start(previewed.install, inventory);
    else await show(document, send);
  };
  return async (request, send) => {
    switch (request.kind) {
      case 'probe':
        if (!probing) send({ kind: 'inventory', inventory: await probe() });
        break;
      case 'try-dhcp':
        await attempts.try(request.link, send);
        break;
      case 'cancel-dhcp':
        attempts.cancel();
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
      case 'save':
        send({ kind: 'saved', line: await saveAnswers(request.document, await probe(), tools.machine) });
    }
  };
}

/** DHCP attempts, one at a time: the client knows no two. A recorded machine has no network to ask. */
function dhcpAttempts({ machine: recorded }: Common, { machine }: Tools) {
  let attempt = new AbortController();
  let before: Promise<unknown> = Promise.resolve();
  const ask = (link: string, signal: AbortSignal): Promise<DhcpOutcome> => {
    if (recorded !== undefined)
      return Promise.resolve({ result: 'failed', reason: `${recorded} is a recording` });
    return tryDhcp(machine, { name: link }, { seconds: DHCP_SECONDS, signal });
  };
  return {
    try: async (link: string, send: Send) => {
      attempt.abort();
      attempt = new AbortController();
      const { signal } = attempt;
      const outcome = before.then(() => ask(link, signal));
      before = outcome.catch(() => {});
      send({ kind: 'dhcp', link, outcome: await outcome });
    },
    cancel: () => attempt.abort(),
  };
}
