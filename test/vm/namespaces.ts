import { realMachine } from '../../src/machine.ts';

/** Two network namespaces with a cable between them: a client's `card`, and a server's `port` at 192.0.2.1. */
export type Cable = { readonly client: string; readonly server: string };

const CABLE: Cable = { client: `cos-client-${process.pid}`, server: `cos-server-${process.pid}` };

const ip = (...args: string[]) => realMachine.run(['ip', ...args]);

/** Lays the cable; the client's card is down. */
export async function layCable(): Promise<Cable> {
  const { client, server } = CABLE;
  await ip('netns', 'add', client);
  await ip('netns', 'add', server);
  await ip('link', 'add', 'card', 'netns', client, 'type', 'veth', 'peer', 'name', 'port', 'netns', server);
  await ip('-n', server, 'address', 'add', '192.0.2.1/24', 'dev', 'port');
  await ip('-n', server, 'link', 'set', 'port', 'up');
  return CABLE;
}

/** Takes everything away; the namespaces' processes have ended. */
export async function removeCable({ client, server }: Cable): Promise<void> {
  await ip('netns', 'delete', client);
  await ip('netns', 'delete', server);
}

/** Starts dnsmasq; it has bound its socket when this returns. Returns how to stop it. */
export async function serveDhcp(cable: Cable, ...options: string[]): Promise<() => Promise<void>> {
  const pidFile = `/run/${cable.server}.pid`;
  const quiet = ['--conf-file=/dev/null', '--port=0', '--user=root', `--pid-file=${pidFile}`, '--no-ping'];
  const served = ['--interface=port', '--bind-interfaces', '--dhcp-leasefile=/dev/null'];
  await realMachine.run(['ip', 'netns', 'exec', cable.server, 'dnsmasq', ...quiet, ...served, ...options]);
  return async () => {
    const pid = (await realMachine.readText(pidFile))?.trim() ?? '';
    await realMachine.run(['kill', pid]);
  };
}
