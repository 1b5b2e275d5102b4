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

/** The live system's settings for a card without addresses: networkd's LinkLocalAddressing=no, IPv6AcceptRA=no. */
async function likeLive(client: string): Promise<void> {
  await ip('-n', client, 'link', 'set', 'card', 'addrgenmode', 'none');
  const file = '/proc/sys/net/ipv6/conf/card/accept_ra';
  await realMachine.run(['ip', 'netns', 'exec', client, 'sh', '-c', 'echo 0 >"$1"', 'sh', file]);
}

/** A switch with one client, whose card is up as in the live system, and so many servers, 192.0.2.1 and up. */
export type Switch = { readonly client: string; readonly servers: readonly Cable[]; readonly all: string[] };

export async function laySwitch(many: number): Promise<Switch> {
  const all = ['switch', 'client', ...Array.from({ length: many }, (_, at) => `server${at + 1}`)];
  const [inside = '', client = '', ...servers] = all.map((name) => `cos-${name}-${process.pid}`);
  for (const name of [inside, client, ...servers]) await ip('netns', 'add', name);
  await ip('-n', inside, 'link', 'add', 'name', 'bridge0', 'type', 'bridge');
  await ip('-n', inside, 'link', 'set', 'dev', 'bridge0', 'up');
  for (const [at, name] of [client, ...servers].entries()) {
    const [here, there] = [at === 0 ? 'card' : 'port', `p${at}`];
    await ip('link', 'add', here, 'netns', name, 'type', 'veth', 'peer', 'name', there, 'netns', inside);
    await ip('-n', inside, 'link', 'set', 'dev', there, 'master', 'bridge0', 'up');
    if (at > 0) await ip('-n', name, 'address', 'add', `192.0.2.${at}/24`, 'dev', 'port');
    else await likeLive(client);
    await ip('-n', name, 'link', 'set', 'dev', here, 'up');
  }
  return {
    client,
    servers: servers.map((server) => ({ client, server })),
    all: [inside, client, ...servers],
  };
}

export async function removeSwitch({ all }: Switch): Promise<void> {
  for (const name of all) await ip('netns', 'delete', name);
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
