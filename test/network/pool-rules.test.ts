import { describe, expect, test } from 'vitest';
import { parseAddress, parseCidr } from '../../src/network/address.ts';
import { containerNetworkProblems } from '../../src/network/pool-rules.ts';
import { problemLine } from '../../src/problem.ts';

function linesOf(
  ranges: [string, string][],
  own: string | undefined,
  hosts: Record<string, string> = {},
  servers: { gateway?: string; dns?: string } = {},
): string[] {
  const used = Object.entries(hosts).flatMap(([by, text]) => {
    const address = parseAddress(text);
    return address ? [{ address, by }] : [];
  });
  const pool = ranges.map(([start, end]) => ({ start, end }));
  const cidr = own === undefined ? undefined : parseCidr(own);
  const problems = containerNetworkProblems({ pool, ...servers }, cidr ? [cidr] : [], used);
  return problems.map((problem) => problemLine(problem));
}

describe("the containers' addresses", () => {
  test('inside the network and free of hosts they pass', () => {
    const hosts = { 'network.address': '192.168.1.10', 'network.gateway': '192.168.1.1' };
    expect(linesOf([['192.168.1.200', '192.168.1.250']], '192.168.1.10/24', hosts)).toEqual([]);
    expect(linesOf([['192.168.1.200', '192.168.1.200']], undefined)).toEqual([]);
  });

  test('outside of the network they do not', () => {
    expect(linesOf([['192.168.1.200', '192.168.2.5']], '192.168.1.10/24')).toEqual([
      "container_network.pool[0]: 192.168.2.5 is outside the node's network 192.168.1.0/24; write an address inside it [E195]",
    ]);
  });

  test.each([[undefined], ['192.168.1.10/24']])(
    'a range begins at its lower end (own address: %s)',
    (own) => {
      expect(
        linesOf(
          [
            ['192.168.1.9', '192.168.1.10'],
            ['192.168.1.20', '192.168.1.11'],
          ],
          own,
        ),
      ).toEqual([
        'container_network.pool[1]: begins at 192.168.1.20, behind its end 192.168.1.11; write the lower address first [E196]',
      ]);
    },
  );

  test('a host in a range is named with the key that names it', () => {
    const hosts = {
      'network.address': '192.168.1.10',
      'controller.ha.virtual_ip': '192.168.1.200',
      other: 'fd00::1',
    };
    expect(linesOf([['192.168.1.200', '192.168.1.250']], '192.168.1.10/24', hosts)).toEqual([
      'container_network.pool[0]: contains 192.168.1.200, which is already used (controller.ha.virtual_ip); leave hosts out of the range [E197]',
    ]);
  });

  test("neither the network's own address nor its broadcast address is a container's", () => {
    expect(linesOf([['192.168.1.0', '192.168.1.9']], '192.168.1.10/24')).toEqual([
      expect.stringContaining('pool[0]: 192.168.1.0 is the address of the network 192.168.1.0/24 itself'),
    ]);
    expect(linesOf([['192.168.1.250', '192.168.1.255']], '192.168.1.10/24')).toEqual([
      expect.stringContaining('pool[0]: 192.168.1.255 is the broadcast address'),
    ]);
    expect(linesOf([['224.0.0.1', '224.0.0.9']], undefined)).toHaveLength(2);
  });

  test('two ranges share no address', () => {
    const ranges = (second: [string, string]): [string, string][] => [['10.0.0.20', '10.0.0.29'], second];
    expect(linesOf(ranges(['10.0.0.30', '10.0.0.39']), undefined)).toEqual([]);
    for (const second of [
      ['10.0.0.29', '10.0.0.39'],
      ['10.0.0.10', '10.0.0.20'],
      ['10.0.0.22', '10.0.0.23'],
      ['10.0.0.10', '10.0.0.99'],
    ] satisfies [string, string][])
      expect(linesOf(ranges(second), undefined)).toEqual([
        'container_network.pool[1]: shares addresses with container_network.pool[0]; write each address in one range only [E306]',
      ]);
  });

  test('the gateway of containers is in their network, and their servers are not in the pool', () => {
    const pool: [string, string][] = [['10.0.0.20', '10.0.0.29']];
    expect(linesOf(pool, '10.0.0.1/24', {}, { gateway: '10.0.0.2', dns: '192.0.2.53' })).toEqual([]);
    expect(linesOf(pool, '10.0.0.1/24', {}, { gateway: '10.0.1.2', dns: '127.0.0.1' })).toEqual([
      "container_network.gateway: 10.0.1.2 is outside the node's network 10.0.0.0/24; write an address inside it [E195]",
      'container_network.dns: 127.0.0.1 is a special address (loopback); write the address of one machine [E172]',
    ]);
    const named = linesOf(pool, '10.0.0.1/24', {}, { gateway: '10.0.0.20', dns: '10.0.0.29' });
    expect(named.map((line) => /\((.*)\)/.exec(line)?.[1])).toEqual([
      'container_network.gateway',
      'container_network.dns',
    ]);
  });

  test('a range lies in one of several networks, not between them', () => {
    const own = ['10.0.0.1/24', '10.0.1.1/24', '2001:db8::1/64'].flatMap((text) => parseCidr(text) ?? []);
    const codes = (start: string, end: string) =>
      containerNetworkProblems({ pool: [{ start, end }] }, own, []).map(({ code, args }) => [
        code,
        args.address,
      ]);
    expect(codes('10.0.1.5', '10.0.1.9')).toEqual([]);
    expect(codes('2001:db8::5', '2001:db8::9')).toEqual([]);
    expect(codes('10.0.0.5', '10.0.1.9')).toEqual([['container_network.outside', '10.0.1.9']]);
    expect(codes('2001:db9::5', '2001:db9::5')).toEqual([['container_network.outside', '2001:db9::5']]);
  });
});
