import type { Machine } from '../../machine.ts';
import type { Pause } from '../../pause.ts';
import { ETCD_PORT } from '../../roles/agent-node.ts';
import { etcdAt } from '../etcd/client.ts';
import { USAGE } from '../failure.ts';
import { readInstOpts } from '../inst-opts.ts';
import { type Note, type Thing, writeNote } from '../note.ts';
import { readPublic } from '../public-env.ts';
import { LeaderLock } from './leader-lock.ts';
import { followPrimary, hasMongod } from './mongo.ts';
import { Monitor } from './monitor.ts';
import { formReplicaSet } from './replica-set.ts';
import { leaderServices } from './services.ts';
import { VirtualAddress } from './virtual-address.ts';

/** Seconds for one question to the etcd of this machine: the lock has to be kept several times in its lease. */
const ETCD_SECONDS = 1.5;

const USAGE_TEXT = `Usage: csphere-monitor [replset]

  (nothing)  lead where this controller has the lock: virtual IP, prometheus and controller
  replset    make one replica set of the controllers' mongo, once, on the first of them
`;

type Around = {
  readonly machine: Machine;
  readonly pause: Pause;
  /** Seconds of a clock that nobody sets. */
  readonly now: () => number;
  /** Aborted when the program is to end. */
  readonly signal: AbortSignal;
  readonly print: (line: string) => void;
};

/** Runs what the arguments say. @returns the exit code */
export async function monitorCommand(args: readonly string[], around: Around): Promise<number> {
  if (args.length === 0) return lead(around);
  if (args.length === 1 && args[0] === 'replset') return replicate(around);
  around.print(USAGE_TEXT);
  return args[0] === 'help' || args[0] === '--help' ? 0 : USAGE;
}

async function replicate({ machine, pause, print }: Around): Promise<number> {
  const { haMembers, mongoReplicates } = await readInstOpts(machine);
  const { localIp } = await readPublic(machine);
  const sayThing = sayer(machine, print);
  const say = (note: Note) => sayThing('replset', note);
  const [first] = haMembers;
  if (first === undefined || mongoReplicates !== true)
    await say({ state: 'skipped', text: 'one controller, no HA: mongo has no replica set' });
  else if (first !== localIp) await say({ state: 'skipped', text: `${first} makes mongo's replica set` });
  else await formReplicaSet({ machine, members: haMembers, pause, say });
  return 0;
}

/**
 * Leads where it has the lock of the controllers, until it is to end. Where mongo's server is in the payload and has
 * a replica set, only its primary may take the lock: services and virtual IP follow mongo, and stay one of a kind
 * where two take themselves for the primary for a moment.
 */
async function lead({ machine, pause, now, signal, print }: Around): Promise<number> {
  const { haMembers, mongoReplicates, virtualIp } = await readInstOpts(machine);
  const say = sayer(machine, print);
  if (haMembers.length === 0) {
    await say('monitor', { state: 'skipped', text: 'one controller, no HA: there is nobody to take over' });
    return 0;
  }
  const { localIp: own } = await readPublic(machine);
  const follows = mongoReplicates === true && (await hasMongod(machine));
  print(
    follows ? "the primary of mongo's replica set leads" : "who has the lock in the controllers' etcd leads",
  );
  if (virtualIp === '') await say('virtual-ip', { state: 'skipped', text: 'the answers name no virtual IP' });
  const etcd = etcdAt(machine, [`http://127.0.0.1:${ETCD_PORT}`], { deadline: ETCD_SECONDS });
  const monitor = new Monitor({
    own,
    lock: new LeaderLock(etcd, own, now),
    address: virtualIp === '' ? undefined : new VirtualAddress(machine, virtualIp),
    services: leaderServices(machine),
    isEligible: follows ? followPrimary(machine, { pause, now, signal }) : () => true,
    now,
    pause,
    say,
  });
  await monitor.run(signal);
  return 0;
}

/** Notes that change are written and printed; this program looks every second. */
function sayer(machine: Machine, print: (line: string) => void) {
  const last = new Map<Thing, string>();
  return async (thing: Thing, note: Note) => {
    if (last.get(thing) === note.text) return;
    last.set(thing, note.text);
    print(note.text);
    await writeNote(machine, thing, note);
  };
}
