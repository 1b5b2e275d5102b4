import { describe, expect, test } from 'vitest';
import { parseAddress, parseCidr } from '../../src/network/address.ts';
import { poolProblems } from '../../src/network/pool-rules.ts';
import { problemLine } from '../../src/problem.ts';

function linesOf(
  ranges: [string, string][],
  own: string | undefined,
  hosts: Record<string, string> = {},
): string[] {
  const used = Object.entries(hosts).flatMap(([by, text]) => {
    const address = parseAddress(text);
    return address ? [{ address, by }] : [];
  });
  const pool = ranges.map(([start, end]) => ({ start, end }));
  const problems = poolProblems({ pool }, own === undefined ? undefined : parseCidr(own), used);
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
});
