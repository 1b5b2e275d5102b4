import { createHash } from 'node:crypto';
import { previewInstall } from '../../src/installer/preview.ts';
import type { DhcpOutcome } from '../../src/network/dhcp.ts';
import type { Key, KeyName } from '../../src/screens/key.ts';
import type { Request } from '../../src/screens/wizard/message.ts';
import type { Start } from '../../src/screens/wizard/state.ts';
import type { Plan } from '../../src/step.ts';
import { NETWORK_FAILED } from '../network/network-checks.ts';
import { recordingMachine } from '../recording-machine.ts';
import { type Driver, start } from '../screens/wizard/driver.ts';

/** Some keys (Esc comes last), and the screen after them by the name that the guide has for it. */
export type Stride = {
  readonly keys: readonly (KeyName | Key)[];
  readonly screen?: string;
  /** Shown while something is waited for: gone when the answer is there. */
  readonly passing?: true;
};

/** What the world answers to the wizard's requests. */
export type World = { readonly dhcp: DhcpOutcome };

export type Walk = Driver & {
  /** One stride; what the wizard asks for is answered behind it. @returns the screen before the answers. */
  readonly stride: (stride: Stride) => Promise<string[]>;
  /** What the last preview was of: what a confirmation carries out. */
  readonly plan: () => Plan;
};

const HASH = `$6$saltsalt$${'h'.repeat(86)}`;

/** A wizard in a world without surprises: equal walks show equal screens. */
export function walk(options: Partial<Start>, world: World): Walk {
  const driver = start({ canShowChinese: true, ...options });
  let plan: Plan | undefined;
  let answered = 0;
  const answer = async (request: Request): Promise<void> => {
    switch (request.kind) {
      case 'hash':
        driver.send({ kind: 'hashed', password: request.password, hash: HASH });
        break;
      case 'try-dhcp':
        driver.send({ kind: 'dhcp', link: request.link, outcome: world.dhcp });
        break;
      case 'test-network':
        driver.send({
          kind: 'network-tested',
          document: request.document,
          checks: NETWORK_FAILED,
          problems: [],
        });
        break;
      case 'write':
        driver.send({ kind: 'written', written: { document: request.document, lost_comments: false } });
        break;
      case 'preview': {
        const { document } = request;
        const inventory = driver.state().inventory;
        const made = await previewInstall(document, {
          inventory,
          machine: recordingMachine(),
          random: same(),
        });
        plan = made.ready?.plan;
        driver.send({ kind: 'preview', document, preview: made.preview });
      }
    }
  };
  return {
    ...driver,
    stride: async ({ keys }) => {
      for (const key of keys)
        driver.send({ kind: 'key', key: typeof key === 'string' ? { name: key } : key });
      const shown = driver.lines();
      for (; answered < driver.requests.length; answered++) {
        const request = driver.requests[answered];
        if (request) await answer(request);
      }
      return shown;
    },
    plan: () => {
      if (!plan) throw new Error(`no plan yet:\n${driver.screen()}`);
      return plan;
    },
  };
}

/** Random bytes that are always the same. */
function same() {
  let block = 0;
  return (bytes: number) => createHash('shake256', { outputLength: bytes }).update(`${block++}`).digest();
}
