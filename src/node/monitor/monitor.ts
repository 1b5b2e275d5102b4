import { CommandFailed } from '../../machine.ts';
import type { Pause } from '../../pause.ts';
import { EtcdFailure } from '../etcd/client.ts';
import { NodeFailure } from '../failure.ts';
import type { Note, Thing } from '../note.ts';
import { LEASE_SECONDS, type LeaderLock, type LockSeen } from './leader-lock.ts';
import type { Services } from './services.ts';
import type { VirtualAddress } from './virtual-address.ts';

export type MonitorParts = {
  readonly own: string;
  readonly lock: LeaderLock;
  /** Without one only the services follow the lock. */
  readonly address: VirtualAddress | undefined;
  readonly services: Services;
  /** Whether this controller may lead. */
  readonly isEligible: () => boolean;
  readonly now: () => number;
  readonly pause: Pause;
  readonly say: (thing: Thing, note: Note) => Promise<void>;
};

const TICK_SECONDS = 1;
/** The kernel takes the address away up to a quarter of a second after its time. */
const KERNEL_SECONDS = 0.3;
/** Ticks after which the services are told again: somebody may have started or stopped one by hand. */
const TICKS_BETWEEN = 10;

/** Leads where it has the lock; one controller does. */
export class Monitor {
  readonly #parts: MonitorParts;
  /** Until then nobody else can lead. At the start a killed predecessor may have led: its services go on so long. */
  #validUntil: number;
  #hasAddress = false;
  #leads: boolean | undefined;
  #ticks = 0;

  constructor(parts: MonitorParts) {
    this.#parts = parts;
    this.#validUntil = parts.now() + LEASE_SECONDS;
  }

  /** Until `signal` is aborted; then everything is given up. What was left over is dropped first. */
  async run(signal: AbortSignal): Promise<void> {
    const { now, pause, address } = this.#parts;
    await address?.drop();
    while (!signal.aborted) {
      const began = now();
      await this.tick();
      await pause(Math.max(0, began + TICK_SECONDS - now()), signal);
    }
    await this.#giveUp();
  }

  /** One look at the lock, and what follows from it. */
  async tick(): Promise<void> {
    const { lock, isEligible, now, own } = this.#parts;
    const mayLead = isEligible();
    if (!mayLead && this.#leads !== false) await this.#giveUp();
    const seen = await this.#look(() => (mayLead ? lock.hold() : lock.look()));
    if (seen?.validUntil !== undefined) this.#validUntil = seen.validUntil;
    else if (seen && seen.leader !== own) this.#validUntil = Number.NEGATIVE_INFINITY;
    if (seen?.validUntil !== undefined && now() < this.#validUntil) await this.#lead();
    else if (now() >= this.#validUntil) await this.#follow();
    if (seen) await this.#tell(seen, mayLead);
    this.#ticks++;
  }

  async #look(look: () => Promise<LockSeen>): Promise<LockSeen | undefined> {
    try {
      return await look();
    } catch (cause) {
      if (!(cause instanceof EtcdFailure)) throw cause;
      const text = `who leads is not known: ${cause.message}`;
      await this.#parts.say('monitor', { state: 'waiting', text, do: 'cspherectl status etcd' });
      return undefined;
    }
  }

  async #tell({ leader }: LockSeen, mayLead: boolean): Promise<void> {
    const { address, own, say } = this.#parts;
    await say('monitor', monitorNote(leader, own, mayLead));
    if (address && leader !== own) await say('virtual-ip', elsewhere(leader));
  }

  async #lead(): Promise<void> {
    const { address, services } = this.#parts;
    if (address) await this.#keep(address);
    if (this.#leads !== true || this.#ticks % TICKS_BETWEEN === 0) await tolerant(services.start());
    this.#leads = true;
  }

  async #keep(address: VirtualAddress): Promise<void> {
    const { say } = this.#parts;
    try {
      const device = await this.#keepUntil(address);
      if (device === undefined) await this.#drop();
      else if (!this.#hasAddress) {
        this.#hasAddress = true;
        void address.announce(device);
        await say('virtual-ip', { state: 'ok', text: `the virtual IP is on this node (${device})` });
      }
    } catch (cause) {
      if (!(cause instanceof NodeFailure || cause instanceof CommandFailed)) throw cause;
      await say('virtual-ip', { state: 'failed', text: cause.message, do: 'ip address' });
    }
  }

  /** @returns the device; undefined where this took so long that it might stay beyond its time */
  async #keepUntil(address: VirtualAddress): Promise<string | undefined> {
    const { now } = this.#parts;
    const left = () => this.#validUntil - now() - KERNEL_SECONDS;
    for (let seconds = Math.floor(left()); seconds >= 1; seconds--) {
      const device = await address.keep(seconds);
      if (seconds <= left()) return device;
    }
    return undefined;
  }

  async #follow(): Promise<void> {
    const { services } = this.#parts;
    if (this.#hasAddress || this.#leads !== false) await this.#drop();
    if (this.#leads !== false || this.#ticks % TICKS_BETWEEN === 0) await tolerant(services.stop());
    this.#leads = false;
  }

  async #drop(): Promise<void> {
    this.#hasAddress = false;
    await this.#parts.address?.drop();
  }

  /** Address and services first, then the lock: when another one takes it, nothing is left here. */
  async #giveUp(): Promise<void> {
    this.#validUntil = Number.NEGATIVE_INFINITY;
    await this.#follow();
    await this.#parts.lock.release().catch((cause: unknown) => {
      if (!(cause instanceof EtcdFailure)) throw cause;
    });
  }
}

/** A unit that is not there is systemd's to tell: the address does not depend on it. */
async function tolerant(told: Promise<void>): Promise<void> {
  await told.catch((cause: unknown) => {
    if (!(cause instanceof CommandFailed)) throw cause;
  });
}

function elsewhere(leader: string | undefined): Note {
  return leader === undefined
    ? { state: 'waiting', text: 'the virtual IP is on no node', do: 'cspherectl status monitor' }
    : { state: 'ok', text: `the virtual IP is on ${leader}` };
}

function monitorNote(leader: string | undefined, own: string, mayLead: boolean): Note {
  if (leader === own) return { state: 'ok', text: 'this controller leads' };
  if (leader !== undefined) return { state: 'ok', text: `standby: ${leader} leads` };
  return mayLead
    ? { state: 'waiting', text: 'nobody leads yet' }
    : {
        state: 'waiting',
        text: 'nobody leads: mongo has no primary that is known here',
        do: 'cspherectl status mongodb',
      };
}
