import { stringify } from 'yaml';
import { readAnswers } from '../../src/installer/answer-file.ts';
import type { Planned } from '../../src/installer/plan.ts';
import { type ResolvedAnswers, resolveAnswers } from '../../src/installer/resolved.ts';
import { problemLine } from '../../src/problem.ts';
import type { Plan } from '../../src/step.ts';
import { fixedRandom } from '../fixed-random.ts';
import { recordingMachine } from '../recording-machine.ts';

/** The password's hash and the install code of every plan: secrets to look for. */
export const HASH = `$6$saltsalt$${'h'.repeat(86)}`;
export const CODE = '8070';

export const controller = { role: 'controller', controller: { cluster_size: 3 } };
export const agent = (network_mode: string) => ({
  role: 'agent',
  agent: { controllers: '192.168.122.170:80', install_code: CODE, network_mode },
});

type Golden = [machine: string, name: string, role: object, target: object, card: object, more?: object];

/** Machines × answers; each plan is a file that a person can read. */
export const GOLDEN: Golden[] = [
  ['virtio-vm', 'controller', controller, { serial: 'target' }, { name: 'enp1s0' }],
  [
    'nvme-server',
    'agent-bridge',
    agent('bridge'),
    { serial: 'S64GNE0R800214' },
    { mac: '3c:ec:ef:9a:1b:2c' },
  ],
  ['usb-medium', 'controller', controller, { bus: 'sata' }, { mac: '04:d9:f5:aa:bb:cc' }],
  ['hba-24-disks', 'agent-ipvlan', agent('ipvlan'), { wwn: '0x55cd2e414f8d0001' }, { name: 'eno1' }],
  ['md-lvm-leftovers', 'controller', controller, { serial: 'WD-WMAW31000002' }, { name: 'eno1' }],
  [
    'multipath',
    'agent-bridge',
    agent('bridge'),
    { wwn: '0x600a098038304147345d4c667a413768' },
    { name: 'eno1' },
  ],
  ['bios-old-server', 'controller', controller, { size: '>=200G' }, { name: 'enp3s0' }],
  ['leftovers', 'md-and-lvm', controller, { serial: 'LEFT-MD-LVM' }, { name: 'eno1' }],
  ['leftovers', 'thin-lvm', controller, { serial: 'LEFT-LVM' }, { name: 'eno1' }],
  ['laptop-emmc', 'controller', controller, { bus: 'mmc', size: '>=8Gi' }, { mac: '00:e0:4c:68:00:01' }],
  [
    'original-image',
    'controller',
    controller,
    { serial: 'target' },
    { name: 'enp1s0' },
    { install: { wipe: 'target', image: 'disk-image', kernel_args: ['quiet'] } },
  ],
];

/** Answers for a machine's disk and card, resolved with the same bytes each time. */
export async function resolved(
  role: object,
  target: object,
  card: object,
  more: object = {},
): Promise<ResolvedAnswers> {
  const file = {
    version: 1,
    ...role,
    system: { hostname: 'node1', password_hash: HASH },
    network: { interface: card, address: '192.168.122.171/24', gateway: '192.168.122.1' },
    disk: { target },
    install: { wipe: 'target' },
    ...more,
  };
  const read = readAnswers(stringify(file), 'test.yaml');
  if ('problems' in read) throw new Error(read.problems.map((p) => problemLine(p)).join('\n'));
  return resolveAnswers(read.answers, { machine: recordingMachine(), random: fixedRandom() });
}

/** @throws what stands against the plan. */
export function planOf(planned: Planned): Plan {
  if ('problems' in planned) throw new Error(planned.problems.map((p) => problemLine(p)).join('\n'));
  return planned.plan;
}
