import type { Machine } from '../../machine.ts';

/** What runs on the controller that leads, and there only. */
const UNITS = ['csphere-prometheus.service', 'csphere-controller.service'] as const;

/** Whether the leader's services run here. systemd is told and not waited for: the lock has to be renewed. */
export interface Services {
  start(): Promise<void>;
  stop(): Promise<void>;
}

export function leaderServices(machine: Pick<Machine, 'run'>): Services {
  const tell = async (verb: 'start' | 'stop') => {
    await machine.run(['systemctl', '--no-block', verb, ...UNITS]);
  };
  return { start: () => tell('start'), stop: () => tell('stop') };
}
