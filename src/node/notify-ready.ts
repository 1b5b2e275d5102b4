import type { Machine } from '../machine.ts';

/** Tells systemd that this service is up, where it was started as one of `Type=notify` (systemd-notify(1)). */
export async function notifyReady(machine: Pick<Machine, 'run'>): Promise<void> {
  if (process.env.NOTIFY_SOCKET) await machine.run(['systemd-notify', '--ready']);
}
