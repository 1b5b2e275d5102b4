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
