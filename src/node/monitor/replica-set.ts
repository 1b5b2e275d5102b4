import { CommandFailed, type Machine } from '../../machine.ts';
import { backOff, type Pause } from '../../pause.ts';
import { NodeFailure } from '../failure.ts';
import type { Note } from '../note.ts';
import { mongoSays } from './mongo.ts';

/** As COS's controllers have always called it; mongodb.conf says the same. */
const SET = 'rs0';
const PORT = 27017;
/** mongo's answers to replSetGetStatus: not initiated yet, and a member that has not heard of it yet. */
const NOT_INITIATED = '94';

export type ReplicaSetPlace = {
  readonly machine: Pick<Machine, 'run'>;
  /** Addresses of all controllers, the first primary first. */
  readonly members: readonly string[];
  readonly pause: Pause;
  readonly say: (note: Note) => Promise<void>;
};

/**
 * Makes one replica set of the controllers' mongo, once: waits until each answers, initiates it where none of them is
 * in a set, and looks until it has a primary. Run again, it finds the set and does nothing.
 */
export async function formReplicaSet(place: ReplicaSetPlace): Promise<void> {
  const { machine, members, pause, say } = place;
  for (let failures = 1; ; failures++) {
    const found = await Promise.all(members.map((host) => statusOf(machine, host)));
    const silent = members.filter((_, at) => found[at] === 'silent');
    const primary = found.find((one) => one.startsWith('primary '));
    if (primary !== undefined) {
      await say({ state: 'ok', text: `mongo's replica set has its primary: ${primary.slice(8)}` });
      return;
    }
    if (silent.length > 0) await say({ state: 'waiting', text: `waiting for mongo on ${silent.join(', ')}` });
    else if (found.every((one) => one === 'none')) await initiate(place);
    else await say({ state: 'waiting', text: "mongo's replica set chooses its primary" });
    await pause(Math.min(backOff(failures), 5));
  }
}

/** `none`: in no set; `silent`; `member`: in a set without a primary; `primary 10.0.0.1:27017`. */
async function statusOf(machine: Pick<Machine, 'run'>, host: string): Promise<string> {
  const expression = `(function(){var s=rs.status();if(s.ok!=1)return s.code==${NOT_INITIATED}?'none':'member';var p=s.members.filter(function(m){return m.state==1})[0];return p?'primary '+p.name:'member'})()`;
  try {
    return await mongoSays(machine, expression, host);
  } catch (cause) {
    if (!(cause instanceof CommandFailed)) throw cause;
    return 'silent';
  }
}

async function initiate({ machine, members, say }: ReplicaSetPlace): Promise<void> {
  const [first = ''] = members;
  const list = members.map((host, at) => ({ _id: at, host: `${host}:${PORT}` }));
  const config = JSON.stringify({ _id: SET, version: 1, members: list });
  const said = await mongoSays(machine, `tojson(rs.initiate(${config}).ok)`, first);
  if (said !== '1') throw new NodeFailure(`mongo on ${first} did not make the replica set: it says ${said}`);
  await say({ state: 'waiting', text: `mongo's replica set of ${members.join(', ')} was made` });
}
