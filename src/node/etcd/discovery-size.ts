import type { Machine } from '../../machine.ts';
import type { Pause } from '../../pause.ts';
import { NodeFailure } from '../failure.ts';
import { EtcdFailure } from './client.ts';
import { DiscoveryAt } from './discovery.ts';

/** With HA etcd answers when a majority of the controllers is up, which may be switched on one after the other. */
const TRIES = 200;
const SECONDS_BETWEEN = 3;

/**
 * Says in the etcd of this controller how many members the agents' cluster has. Said already: nothing is written.
 * @throws NodeFailure when etcd did not take it in ten minutes
 */
export async function sayDiscoverySize(
  machine: Pick<Machine, 'request'>,
  url: string,
  { size, pause, tries = TRIES }: { readonly size: number; readonly pause: Pause; readonly tries?: number },
): Promise<void> {
  const at = new DiscoveryAt(machine, url);
  for (let attempt = 1; ; attempt++) {
    try {
      if ((await at.read()).size !== size) await at.putSize(size);
      return;
    } catch (cause) {
      if (!(cause instanceof EtcdFailure)) throw cause;
      if (attempt === tries)
        throw new NodeFailure(`agents cannot join: ${cause.message}; see: cspherectl status etcd`);
    }
    await pause(SECONDS_BETWEEN);
  }
}
