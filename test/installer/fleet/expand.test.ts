import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parse, stringify } from 'yaml';
import { readAnswers } from '../../../src/installer/answer-file.ts';
import { expandFleet } from '../../../src/installer/fleet/expand.ts';
import { type Group, merged } from '../../../src/installer/fleet/merge.ts';
import { problemLine } from '../../../src/problem.ts';

const PLATFORM = parse(`
version: 1
fleet: dc1
defaults:
  role: platform
  platform: { services: { docker: {}, etcd: { on: [master1, agent1] } } }
  system: { password: correct horse battery, timezone: Asia/Shanghai }
  network: { prefix: 24, gateway: 172.0.0.254, dns: [172.0.0.254, 172.0.0.253] }
  disk: { target: { size: ">=20G", bus: virtio } }
nodes:
  master1: { address: 172.0.0.1, match: { mac: "52:54:00:00:02:01" }, memory: 16G }
  gate: { role: agent, platform: null, agent: { controllers: ["172.0.0.9:80"] }, network: { address: dhcp } }
  agent1: { address: 172.0.0.2, prefix: 16, network: { interface: { name: eno2 }, dns: [9.9.9.9] } }
  agent3: { disk: { target: { bus: null, serial: OTHER } }, network: { address: [172.0.0.4/24, "2001:db8::4/64"] } }
`);

function documentOf(name: string, data: Group = PLATFORM): Group {
  const found = expandFleet(data).find((node) => node.name === name);
  if (!found) throw new Error(`no node ${name}`);
  return found.document;
}

describe('a node becomes an answer file', () => {
  test('its name, address and card are made, and what only a fleet has is gone', () => {
    expect(documentOf('master1')).toEqual({
      version: 1,
      role: 'platform',
      platform: {
        name: 'dc1',
        services: { docker: {}, etcd: { on: ['master1', 'agent1'] } },
        nodes: [
          { name: 'master1', address: '172.0.0.1' },
          { name: 'agent1', address: '172.0.0.2' },
          { name: 'agent3', address: '172.0.0.4' },
        ],
      },
      system: { hostname: 'master1', password: 'correct horse battery', timezone: 'Asia/Shanghai' },
      network: {
        address: '172.0.0.1/24',
        interface: { mac: '52:54:00:00:02:01' },
        gateway: '172.0.0.254',
        dns: ['172.0.0.254', '172.0.0.253'],
      },
      disk: { target: { size: '>=20G', bus: 'virtio' } },
    });
  });

  test('groups merge, lists and scalars replace, null takes away', () => {
    expect(documentOf('agent1').network).toEqual({
      gateway: '172.0.0.254',
      dns: ['9.9.9.9'],
      interface: { name: 'eno2' },
      address: '172.0.0.2/16',
    });
    expect(documentOf('agent3').disk).toEqual({ target: { size: '>=20G', serial: 'OTHER' } });
  });

  test('one of another role has its own section, and is no node of the platform', () => {
    const { role, platform, agent } = documentOf('gate');
    expect({ role, platform, agent }).toEqual({ role: 'agent', agent: { controllers: ['172.0.0.9:80'] } });
  });

  test('the description of the cluster is the same on every node of it', () => {
    expect(documentOf('agent3').platform).toEqual(documentOf('master1').platform);
    expect(expandFleet(PLATFORM).map(({ name }) => name)).toEqual(['master1', 'gate', 'agent1', 'agent3']);
  });

  test('a name that is given to the cluster stays', () => {
    const named = { ...PLATFORM, defaults: { role: 'platform', platform: { name: 'old' } } };
    expect(documentOf('agent1', named).platform).toMatchObject({ name: 'old' });
  });
});

test('names that no node may have are shown on one line', () => {
  const nodes = { 'a\nb': { address: 'x\ny' }, 'A\nB': { address: 'x\ny', match: { mac: 'z\n' } } };
  const read = readAnswers(stringify({ version: 1, fleet: 'f\ng', nodes }), 'f.yaml', { name: 'q\nr' });
  const lines = 'problems' in read ? read.problems.map((one) => problemLine(one)) : [];
  expect(lines.length).toBeGreaterThan(3);
  expect(lines.filter((line) => /[\r\n]/.test(line))).toEqual([]);
});

const value = fc.letrec<{ any: unknown; group: Group }>((tie) => ({
  any: fc.oneof(
    { maxDepth: 3 },
    fc.constantFrom(1, 'text', true, null),
    tie('group'),
    fc.array(tie('any'), { maxLength: 3 }),
  ),
  group: fc.dictionary(fc.constantFrom('a', 'b', 'c', '__proto__', 'network', 'system'), tie('any')),
}));

describe('for any groups', () => {
  test('what is not written over stays, in its order; what is written stands; null takes away', () => {
    fc.assert(
      fc.property(value.group, value.group, (base, over) => {
        const result = merged(base, over);
        const removed = (key: string) =>
          Object.hasOwn(base, key) && over[key] === null && Object.hasOwn(over, key);
        const kept = Object.keys(base).filter((key) => !removed(key));
        const added = Object.keys(over).filter((key) => !Object.hasOwn(base, key));
        expect(Object.keys(result)).toEqual([...kept, ...added]);
        for (const key of kept) if (!Object.hasOwn(over, key)) expect(result[key]).toEqual(base[key]);
        for (const key of added) expect(result[key]).toEqual(over[key]);
      }),
    );
  });

  test('nothing laid over changes nothing, and the same laid over twice is the same', () => {
    const plain = value.group.filter((group) => !JSON.stringify(group).includes('null'));
    fc.assert(
      fc.property(plain, plain, (base, over) => {
        expect(merged(base, {})).toEqual(base);
        expect(merged({}, over)).toEqual(over);
        expect(merged(merged(base, over), over)).toEqual(merged(base, over));
      }),
    );
  });

  test('neither is changed, and any file of such blocks is read to answers or problems of one line', () => {
    fc.assert(
      fc.property(value.group, value.group, (defaults, block) => {
        const before = structuredClone([defaults, block]);
        const data = { version: 1, fleet: 'f', defaults, nodes: { n1: block, n2: null } };
        expect(expandFleet(data)).toHaveLength(2);
        expect([defaults, block]).toEqual(before);
        const read = readAnswers(stringify(data), 'f.yaml', { name: 'n1' });
        const problems = 'problems' in read ? read.problems : [];
        expect(problems.map((one) => problemLine(one)).filter((line) => /[\r\n]/.test(line))).toEqual([]);
        expect(problems.filter(({ place }) => !/^f\.yaml(:\d+)*$/.test(place ?? ''))).toEqual([]);
      }),
      { numRuns: 200 },
    );
  });
});
