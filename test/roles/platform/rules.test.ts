import { describe, expect, test } from 'vitest';
import { networkAnswersSchema } from '../../../src/network/answers.ts';
import { problemLine } from '../../../src/problem.ts';
import type { PlatformAnswers } from '../../../src/roles/platform.ts';
import { platformProblems } from '../../../src/roles/platform-rules.ts';
import { nodes } from './examples.ts';

const network = networkAnswersSchema.parse({ interface: { name: 'eno1' }, address: '10.0.0.1/24' });

function said(platform: PlatformAnswers, hostname = 'a1'): string[] {
  return platformProblems(platform, { hostname, network }).map((one) => problemLine(one));
}

describe('how many members', () => {
  test('an even number is doubtful, of masters wrong', () => {
    expect(said(nodes(4, { zookeeper: { on: 'all' }, mesos_master: { on: ['a1', 'a2'] } }))).toEqual([
      'platform.services.zookeeper.on: 4 members survive as many failures as 3, and with half of them down none answers; use 3 or 5 [W510]',
      'platform.services.mesos_master.on: 2 masters are even: they cannot outvote a failure, and deployments stay waiting; use 1, 3 or 5 [E512]',
    ]);
  });

  test('more than seven do not get faster', () => {
    expect(said(nodes(9, { zookeeper: { on: 'all' } }))).toEqual([
      'platform.services.zookeeper.on: 9 members are too many: each of them takes part in every write; use 3, 5 or 7 [E511]',
    ]);
  });

  test('what there is one of is on one node', () => {
    const services = {
      registry: { on: ['a1', 'a2'] },
      overlord: { api_on: ['a1', 'a2', 'a3'], versions: {} },
    };
    expect(said(nodes(3, services)).filter((line) => line.includes('E509'))).toEqual([
      'platform.services.registry.on: registry runs on one node, and 2 are listed; name one [E509]',
      'platform.services.overlord.api_on: overlord runs on one node, and 3 are listed; name one [E509]',
    ]);
  });

  test('members are here or elsewhere', () => {
    expect(said(nodes(3, { zookeeper: { on: ['a1'], external: ['z:2181'] } }))).toEqual([
      'platform.services.zookeeper: on and external exclude each other: members among these nodes, or ones that exist elsewhere [E516]',
    ]);
  });
});

test('a name that no node has is found in every list', () => {
  const volumes = [
    { name: 'v', kind: 'distributed', nodes: ['a1', 'b1'], mount: { on: ['c1'], at: '/mnt/v' } },
  ];
  const lines = said(nodes(3, { glusterfs: { volumes }, overlord: { proxy_on: ['zz'], versions: {} } }));
  expect(lines).toEqual(
    expect.arrayContaining([
      expect.stringMatching(/^platform\.services\.overlord\.proxy_on\[0\]: zz is no node/),
      expect.stringMatching(
        /^platform\.services\.glusterfs\.volumes\[0\]\.nodes\[1\]: b1 is no node .*did you mean a1/,
      ),
      expect.stringMatching(/^platform\.services\.glusterfs\.volumes\[0\]\.mount\.on\[0\]: c1 is no node/),
    ]),
  );
});

test('a node in another network is doubtful', () => {
  const platform = nodes(2, {});
  const far = { ...platform, nodes: [...platform.nodes, { name: 'b1', address: '10.0.1.7' }] };
  expect(said(far)).toEqual([
    'platform.nodes: b1 (10.0.1.7) are not in the network 10.0.0.0/24 of this node; they must be reached through a router [W507]',
  ]);
});

describe('ports', () => {
  test('two services of a node want one: said once, with the first node where it is so', () => {
    const services = { etcd: { on: 'all', legacy_port: true }, registry: { on: ['a2'], port: 4001 } };
    expect(said(nodes(3, services))).toEqual([
      'platform.services.registry: etcd and Image registry would both listen on port 4001 of a2; put them on different nodes or ports [E517]',
    ]);
    expect(said(nodes(3, { etcd: { on: 'all', legacy_port: true }, registry: { port: 22 } }))).toEqual([
      expect.stringMatching(
        /^platform\.services\.registry: SSH and Image registry would both listen on port 22 of a1/,
      ),
    ]);
  });

  test('on different nodes they do not meet', () => {
    const services = { etcd: { on: ['a1'], legacy_port: true }, registry: { on: ['a2'], port: 4001 } };
    expect(said(nodes(2, services))).toEqual([]);
  });
});
