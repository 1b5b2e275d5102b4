import { expect, test } from 'vitest';
import { answerFileSchema } from '../../src/installer/answers.ts';
import { checkMachine } from '../../src/installer/machine-rules.ts';
import { problemLine } from '../../src/problem.ts';
import { recordedMachine } from '../machines.ts';

const sections = {
  version: 1,
  system: { hostname: 'node1', password: 'correct horse battery' },
  disk: { target: { serial: 'x' } },
};
const controller = (card: object) =>
  answerFileSchema.parse({
    ...sections,
    role: 'controller',
    controller: {},
    network: { interface: card, address: 'dhcp' },
  });
const agent = (disk: object = sections.disk) =>
  answerFileSchema.parse({
    ...sections,
    role: 'agent',
    agent: { controllers: ['192.168.122.170:80'], install_code: '8070' },
    network: { interface: { name: 'eno1np0' }, address: 'dhcp' },
    disk,
  });

const found = (answers: Parameters<typeof checkMachine>[0], machine: string) =>
  checkMachine(answers, recordedMachine(machine)).map((problem) => problemLine(problem));

test('a machine that has all it needs', () => {
  expect(found(controller({ name: 'eno1np0' }), 'nvme-server')).toEqual([]);
});

test('a card without link is a warning', () => {
  expect(found(controller({ mac: '50:9a:4c:6f:10:01' }), 'two-nics-without-link')).toEqual([
    'network.interface: eno1 has no link; check the cable and the switch port [W353]',
  ]);
});

test('a card that is down cannot be asked for its link: no warning', () => {
  expect(found(controller({ name: 'eno2' }), 'two-nics-without-link')).toEqual([]);
});

test('a card that is not there is the business of its choice', () => {
  expect(found(controller({ name: 'eth7' }), 'nvme-server')).toEqual([]);
});

test('little memory is a warning; 8 GB less what the kernel and the firmware keep is enough', () => {
  expect(found(controller({ name: 'enp1s0' }), 'virtio-vm')).toEqual([
    'memory: this machine has 4.11 GB of memory; COS nodes are meant to have 8 GB or more [W452]',
  ]);
  const machine = recordedMachine('nvme-server');
  const check = (memory_bytes: number | undefined) =>
    checkMachine(controller({ name: 'eno1np0' }), { ...machine, memory_bytes }).map(
      (problem) => problem.code,
    );
  expect(check(8 * 2 ** 30 - 700 * 2 ** 20)).toEqual([]);
  expect(check(7.4e9)).toEqual(['machine.little-memory']);
  expect(check(undefined)).toEqual([]);
});

test('an agent keeps its containers on a second disk, or is warned', () => {
  expect(found(agent(), 'nvme-server')).toEqual([
    "disk.data: no second disk for containers: they share the system's disk [W453]",
  ]);
  expect(found(agent({ ...sections.disk, data: { select: { serial: 'y' } } }), 'nvme-server')).toEqual([]);
});

test('a platform node needs what its own services take, and no more', () => {
  const platform = (hostname: string) =>
    answerFileSchema.parse({
      ...sections,
      system: { ...sections.system, hostname },
      role: 'platform',
      platform: {
        nodes: [{ name: 'a1', address: '10.0.0.1' }, { name: 'a2' }],
        services: { docker: {}, etcd: {}, registry: {} },
      },
      network: { interface: { name: 'enp1s0' }, address: 'dhcp' },
    });
  const machine = { ...recordedMachine('virtio-vm'), memory_bytes: 420 * 2 ** 20 };
  const lines = (hostname: string) =>
    checkMachine(platform(hostname), machine).map((one) => problemLine(one));
  expect(lines('a2')).toEqual([]);
  expect(lines('a1')).toEqual([
    'memory: the services of a1 take about 501 MB and the machine has 440 MB: Docker, etcd, Image registry [W525]',
  ]);
});
