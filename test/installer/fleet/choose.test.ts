import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { readAnswers } from '../../../src/installer/answer-file.ts';
import { matchLines, noMatch } from '../../../src/installer/fleet/choose.ts';
import { nodeSource } from '../../../src/installer/fleet/source.ts';
import { problemLine } from '../../../src/problem.ts';
import { machineNames, recordedMachine } from '../../machines.ts';

const HEAD = `version: 1
fleet: rack7
defaults:
  role: agent
  agent: { controllers: ["172.0.0.1:80"], install_code: "8070" }
  system: { password: correct horse battery }
  network: { prefix: 24, gateway: 172.0.0.254 }
  disk: { target: { size: ">=20G" } }
nodes:
`;
const NODES = [
  'a1: { address: 172.0.0.11, match: { mac: "3C-EC-EF-9A-1B-2D" } }',
  'a2: { address: 172.0.0.12, match: { serial: 7XK2Q13, mac: "b0:26:28:1e:00:03" } }',
  'a3: { address: 172.0.0.13, match: { uuid: 1A2B3C4D-5E6F-11E5-A1B2-6C0B84D51A01 } }',
  'a4: { address: 172.0.0.14, match: { serial: CZC8012345 } }',
  'a5: { address: 172.0.0.15, match: { serial: 9ZK4T33, mac: "b0:26:28:1e:00:77" } }',
  'a6: { address: 172.0.0.16 }',
];

function chosen(machine: string, { nodes = NODES, named = undefined as string | undefined } = {}) {
  const text = HEAD + nodes.map((line) => `  ${line}\n`).join('');
  return nodeSource({ name: 'fleet.yaml', text }, recordedMachine(machine), named);
}

/** What a choice comes to: the node, the problems, or that nobody knows. */
function outcome(result: ReturnType<typeof chosen>) {
  if ('problems' in result) return result.problems.map((problem) => problemLine(problem));
  return 'nodes' in result ? 'unknown' : result.source.node;
}

describe('a machine is the node whose match agrees', () => {
  test('by a card, in any spelling; by serial number and card; by UUID', () => {
    expect(outcome(chosen('nvme-server'))).toEqual({ name: 'a1' });
    expect(outcome(chosen('multipath'))).toEqual({ name: 'a2' });
    expect(outcome(chosen('4kn'))).toEqual({ name: 'a3', mac: '6c:0b:84:d5:1a:01' });
  });

  test('all that is given must agree: the serial number alone does not make it a5', () => {
    expect(outcome(chosen('paths-and-namespaces'))).toBe('unknown');
  });

  test('every other recorded machine is none of them, and no match fits none', () => {
    const known = ['nvme-server', 'multipath', '4kn', 'bios-old-server'];
    const others = machineNames.filter((name) => !known.includes(name));
    expect(new Set(others.map((name) => outcome(chosen(name))))).toEqual(new Set(['unknown']));
  });

  test('two that fit are both named', () => {
    const more = [...NODES, 'a7: { address: 172.0.0.17, match: { serial: S441234X1A12345 } }'];
    expect(outcome(chosen('nvme-server', { nodes: more }))).toEqual([
      'fleet.yaml:9: nodes: this machine fits a1, a7; make their match tell them apart, or name the node with --node [E590]',
    ]);
  });

  test('one that is named needs no match', () => {
    expect(outcome(chosen('nvme-server', { named: 'a6' }))).toEqual({ name: 'a6', mac: '3c:ec:ef:9a:1b:2c' });
    expect(outcome(chosen('nvme-server', { named: 'a9' }))).toEqual([
      'fleet.yaml:9: nodes: has no node a9; it has a1, a2, a3, a4, a5, a6 [E589]',
    ]);
  });

  test('a fleet file with problems chooses nothing', () => {
    const twice = [...NODES, 'a7: { address: 172.0.0.11, match: { serial: S441234X1A12345 } }'];
    expect(outcome(chosen('nvme-server', { nodes: twice }))).toEqual([
      expect.stringContaining('fleet.yaml:16: nodes.a7.address: 172.0.0.11 is that of node a1 too'),
    ]);
  });
});

describe('a node without a card', () => {
  test('takes the only one with a link', () => {
    const result = chosen('4kn');
    const source = 'source' in result ? result.source : undefined;
    expect(readAnswers(source?.text ?? '', 'fleet.yaml', source?.node)).toMatchObject({
      answers: { network: { interface: { mac: '6c:0b:84:d5:1a:01' } }, system: { hostname: 'a3' } },
    });
  });

  test('is refused where two have one, and where none has one of several', () => {
    expect(outcome(chosen('multipath', { named: 'a6' }))).toEqual([
      'fleet.yaml:15: network.interface: is not given, and not one card alone has a link here; name one of eno1 b0:26:28:1e:00:01, eno2 b0:26:28:1e:00:03 [E594]',
    ]);
    expect(outcome(chosen('two-nics-without-link', { named: 'a6' }))).toEqual([
      expect.stringContaining('[E594]'),
    ]);
  });

  test('leaves it to the person who is asked for the network anyway', () => {
    const asked = ['a6: { address: 172.0.0.16, install: { interactive: [network] } }'];
    expect(outcome(chosen('multipath', { nodes: asked, named: 'a6' }))).toEqual({ name: 'a6' });
  });
});

test('what an unknown machine could be known by, as YAML for its block', () => {
  const lines = matchLines(recordedMachine('nvme-server'));
  expect(lines).toEqual([
    'match: { mac: 3c:ec:ef:9a:1b:2c }   # eno1np0, has a link',
    'match: { mac: 3c:ec:ef:9a:1b:2d }   # eno2np1, no link',
    'match: { serial: S441234X1A12345 }   # serial number',
    'match: { uuid: 2f6a1e00-5b1c-11ec-8000-3cecef9a1b2c }   # UUID',
  ]);
  for (const name of machineNames)
    for (const [index, line] of matchLines(recordedMachine(name)).entries()) {
      const nodes = [`a1: { address: 172.0.0.1, ${line.replace(/ +#.*/, '')} }`];
      const is = chosen(name, { nodes: [...nodes] });
      // One known by no card of its own may have two with a link.
      const unclear = 'problems' in is && is.problems.every(({ code }) => code === 'fleet.card-unclear');
      expect({ name, index, known: 'source' in is || unclear }).toEqual({ name, index, known: true });
      expect(parse(line)).toHaveProperty('match');
    }
  expect(problemLine(noMatch(recordedMachine('virtio-vm')))).toBe(
    'nodes: no node fits this machine; give its node one of these: mac 52:54:00:00:00:01, uuid 6f1e2d3c-4b5a-4978-8695-a4b3c2d1e0f9 [E591]',
  );
});

test('an answer file of one node is none of a fleet: named by a node it is refused', () => {
  const single = { name: 'one.yaml', text: 'version: 1\nrole: agent\n' };
  expect(nodeSource(single, recordedMachine('virtio-vm'))).toEqual({ source: single });
  expect(nodeSource(single, recordedMachine('virtio-vm'), 'a1')).toMatchObject({
    problems: [{ code: 'fleet.not-a-fleet', place: 'one.yaml' }],
  });
});
