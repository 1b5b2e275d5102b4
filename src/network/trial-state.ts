import { z } from 'zod';
import type { Machine } from '../machine.ts';

/** What the devices had before the trial, in the words of ip(8) that give it back. */
export const networkStateSchema = z.object({
  devices: z.array(
    z.object({
      name: z.string(),
      up: z.boolean(),
      addresses: z.array(
        z.object({
          cidr: z.string(),
          words: z.array(z.string()),
          /** Of a lease or a router advertisement: whoever got it brings it back. */
          dynamic: z.boolean(),
        }),
      ),
    }),
  ),
  /** Lines of ip-route(8), with the device in them; those that the kernel makes itself are left out. */
  routes: z.array(z.object({ family: z.enum(['-4', '-6']), line: z.string() })),
});
export type NetworkState = z.output<typeof networkStateSchema>;

const addressSchema = z.array(
  z.object({
    ifname: z.string().optional(),
    flags: z.array(z.string()).default([]),
    addr_info: z
      .array(
        z.object({
          local: z.string().optional(),
          prefixlen: z.number().optional(),
          broadcast: z.string().optional(),
          scope: z.string().optional(),
          dynamic: z.boolean().optional(),
          tentative: z.boolean().optional(),
          dadfailed: z.boolean().optional(),
          valid_life_time: z.number().optional(),
          preferred_life_time: z.number().optional(),
        }),
      )
      .default([]),
  }),
);
type AddressInfo = z.output<typeof addressSchema>[number]['addr_info'][number];

const LIMIT = { timeoutSeconds: 15 };

/** What ip(8) says of every device. */
export async function addressInfo(machine: Pick<Machine, 'run'>) {
  const { stdout } = await machine.run(['ip', '-json', 'address', 'show'], LIMIT);
  return addressSchema
    .parse(JSON.parse(stdout.trim() || '[]'))
    .flatMap(({ ifname, flags, addr_info }) =>
      ifname === undefined ? [] : [{ name: ifname, up: flags.includes('UP'), addresses: addr_info }],
    );
}

/** Addresses, routes and whether it is up, of every device. Link-local addresses come and go by themselves. */
export async function networkState(machine: Pick<Machine, 'run'>): Promise<NetworkState> {
  const devices = (await addressInfo(machine)).map(({ name, up, addresses }) => ({
    name,
    up,
    addresses: addresses.filter(({ scope }) => scope === 'global').flatMap(wordsOf),
  }));
  return { devices, routes: [...(await routes(machine, '-4')), ...(await routes(machine, '-6'))] };
}

function wordsOf(info: AddressInfo): NetworkState['devices'][number]['addresses'] {
  const { local, prefixlen, broadcast, dynamic = false } = info;
  if (local === undefined || prefixlen === undefined) return [];
  const cidr = `${local}/${prefixlen}`;
  const life = ['valid_lft', String(info.valid_life_time), 'preferred_lft', String(info.preferred_life_time)];
  const words = [cidr, ...(broadcast ? ['broadcast', broadcast] : []), ...(dynamic ? life : [])];
  return [{ cidr, words, dynamic }];
}

async function routes(machine: Pick<Machine, 'run'>, family: '-4' | '-6') {
  const { stdout } = await machine.run(['ip', family, 'route', 'show', 'table', 'all'], LIMIT);
  return stdout
    .split('\n')
    .map((line) => line.replace(/ (linkdown|dead)\b/g, '').trim())
    .filter((line) => line !== '' && !/\bproto (kernel|ra)\b/.test(line))
    .map((line) => ({ family, line }));
}

/** The same, of some devices only. */
export function stateOf({ devices, routes: all }: NetworkState, names: readonly string[]): NetworkState {
  return {
    devices: devices.filter(({ name }) => names.includes(name)),
    routes: all.filter(({ line }) => names.includes(/\bdev (\S+)/.exec(line)?.[1] ?? '')),
  };
}

/** The routers of the default routes through a device. */
export async function defaultGateways(machine: Pick<Machine, 'run'>, device: string): Promise<string[]> {
  const found = [];
  for (const family of ['-4', '-6'] as const) {
    const { stdout } = await machine.run(['ip', family, 'route', 'show', 'default', 'dev', device], LIMIT);
    found.push(...Array.from(stdout.matchAll(/^default via (\S+)/gm), ([, gateway = '']) => gateway));
  }
  return [...new Set(found)];
}

/** The same without what came by lease, of devices that have a lease now: it may be another one. */
export function withoutLeases(state: NetworkState, now: NetworkState): NetworkState {
  const leased = now.devices.filter(({ addresses }) => addresses.some(({ dynamic }) => dynamic));
  const names = leased.map(({ name }) => name);
  const isLeased = (line: string) => names.includes(/\bdev (\S+)/.exec(line)?.[1] ?? '');
  return {
    devices: state.devices.map((device) =>
      names.includes(device.name)
        ? { ...device, addresses: device.addresses.filter(({ dynamic }) => !dynamic) }
        : device,
    ),
    routes: state.routes.filter(({ line }) => !/\bproto dhcp\b/.test(line) || !isLeased(line)),
  };
}
