import type { InstallEvent } from '../../../../src/installer/events.ts';
import type { Inventory } from '../../../../src/installer/inventory.ts';
import { type Preview, previewInstall } from '../../../../src/installer/preview.ts';
import type { DhcpOutcome } from '../../../../src/network/dhcp.ts';
import type { Message, Request } from '../../../../src/screens/wizard/message.ts';
import { NETWORK_FAILED, NETWORK_PASSED } from '../../../network/network-checks.ts';
import { recordingMachine } from '../../../recording-machine.ts';
import { badEnd, goodEnd, goodStory } from '../../story.ts';
import { HASH } from './good-answers.ts';

type Choice = { readonly which: number; readonly again: boolean; readonly outcome: DhcpOutcome };

/** What lies behind a wizard under test: it answers late, twice, in any order, and never writes. */
export function slowWorld(first: Inventory | undefined) {
  let inventory = first;
  const machine = recordingMachine();
  const waiting: Request[] = [];
  let story: InstallEvent[] = [];
  let own = {};
  return {
    /** Everything that was done to the machine. */
    done: machine.done,
    ask: (requests: readonly Request[]) => {
      waiting.push(...requests);
    },
    /** The answer to one of the requests that wait. */
    answer: async ({ which, again, outcome }: Choice): Promise<Message | undefined> => {
      const at = which % Math.max(waiting.length, 1);
      const request = waiting[at];
      if (!again) waiting.splice(at, 1);
      if (request?.kind === 'install') {
        story = [...goodStory, ...goodEnd];
        own = { own: true };
      }
      return request && answerTo(request, { inventory, machine, outcome, again });
    },
    /** The machine with another cable, card or disk, or as it was. */
    changed: (change: number): Message | undefined => {
      if (!first) return undefined;
      inventory = changedMachine(first, change);
      return { kind: 'inventory', inventory };
    },
    /** What an installation says next, here or on another console. */
    events: (many: number, good: boolean): Message[] => {
      if (story.length === 0) {
        story = [...goodStory, ...(good ? goodEnd : badEnd)];
        own = {};
      }
      return story.splice(0, many).map((event) => ({ kind: 'event', event, ...own }));
    },
  };
}

type Surroundings = {
  readonly inventory: Inventory | undefined;
  readonly machine: ReturnType<typeof recordingMachine>;
  readonly outcome: DhcpOutcome;
  readonly again: boolean;
};

async function answerTo(request: Request, surroundings: Surroundings): Promise<Message | undefined> {
  const { inventory, outcome, again } = surroundings;
  switch (request.kind) {
    case 'probe':
      return inventory && { kind: 'inventory', inventory };
    case 'try-dhcp':
      return { kind: 'dhcp', link: request.link, outcome, ...(again ? { listening: true } : {}) };
    case 'blink': {
      const ended = { result: outcome.result === 'none' ? 'stopped' : 'blinked' } as const;
      const failed = { result: 'failed', reason: 'x'.repeat(120) } as const;
      return { kind: 'blinked', link: request.link, outcome: outcome.result === 'busy' ? failed : ended };
    }
    case 'test-network':
      return {
        kind: 'network-tested',
        document: request.document,
        checks: outcome.result === 'offer' ? NETWORK_PASSED : NETWORK_FAILED,
        problems: [],
      };
    case 'hash':
      return { kind: 'hashed', password: request.password, hash: HASH };
    case 'preview':
      return {
        kind: 'preview',
        document: request.document,
        preview: await previewOf(request.document, surroundings),
      };
    case 'write':
      return { kind: 'written', written: { document: request.document, lost_comments: false } };
    case 'save':
      return { kind: 'saved', saved: { file: 'default.yaml', device: '/dev/sdz1' } };
    default:
      return undefined;
  }
}

const made = new Map<string, Preview>();

async function previewOf(document: unknown, { inventory, machine }: Surroundings): Promise<Preview> {
  const of = JSON.stringify([document, inventory]);
  const known = made.get(of);
  if (known) return known;
  const random = (bytes: number) => new Uint8Array(bytes).fill(7);
  const { preview } = await previewInstall(document, { inventory, machine, random });
  made.set(of, preview);
  return preview;
}

function changedMachine(machine: Inventory, change: number): Inventory {
  const { links, disks } = machine;
  switch (change) {
    case 0:
      return { ...machine, links: links.map((link) => ({ ...link, link: 'down' })) };
    case 1:
      return { ...machine, links: links.slice(1) };
    case 2:
      return { ...machine, disks: disks.slice(1) };
    case 3:
      return { ...machine, links: [], disks: [] };
    case 4:
      return { ...machine, memory_bytes: 1e9, links: links.toReversed() };
    default:
      return structuredClone(machine);
  }
}
