import { expect, test } from 'vitest';
import { bondPartnerCheck } from '../../src/network/checks/bond-partner.ts';
import { sentence } from '../../src/problem.ts';
import { recordingMachine } from '../recording-machine.ts';

const SWITCH = '3c:97:0e:12:34:56';
/** What sysfs says of a cable: its port's state, and the kernel's number of its group. */
const heard = (group: number) => ({ ad_actor_oper_port_state: '63\n', ad_aggregator_id: `${group}\n` });
const SILENT = { ad_actor_oper_port_state: '69\n', ad_aggregator_id: '1\n' };

type Cable = Readonly<Record<string, string>>;

/** A bond of two cables whose state changes each time both have been read. */
function bondOf(...moments: readonly (readonly [Cable, Cable])[]) {
  let moment = 0;
  const readText = async (path: string) => {
    const [, device = '', name = ''] = /^\/sys\/class\/net\/(\w+)\/\w+\/(\w+)$/.exec(path) ?? [];
    if (device === 'bond0') return { slaves: 'eno1 eno2\n', ad_partner_mac: `${SWITCH}\n` }[name];
    const [one, two] = moments[moment] ?? [];
    if (device === 'eno2' && moment < moments.length - 1) moment += 1;
    return (device === 'eno1' ? one : two)?.[name];
  };
  return { ...recordingMachine(), readText };
}

const ask = (machine: ReturnType<typeof bondOf>, seconds: number) =>
  bondPartnerCheck({ machine, path: 'network.bond.mode', seconds })(new AbortController().signal);

test('a switch that joins one cable after the other: passed, with its MAC address', async () => {
  const machine = bondOf([SILENT, SILENT], [heard(1), SILENT], [heard(1), heard(2)], [heard(1), heard(1)]);
  const [check] = await ask(machine, 60);
  expect(check).toMatchObject({ check: 'link-aggregation', subject: 'bond0', result: 'passed' });
  expect(JSON.stringify(check)).toContain(SWITCH);
});

test.each<[string, readonly [Cable, Cable], RegExp]>([
  ['nobody', [SILENT, SILENT], /^no switch answers LACP on bond0: only one of its cables would work/],
  ['one cable', [SILENT, heard(2)], /^only 1 of 2 cables of bond0 are in one LACP group/],
  ['two groups', [heard(1), heard(2)], /^only 1 of 2 cables of bond0 are in one LACP group/],
])('%s: failed, in a sentence', async (_, cables, words) => {
  const [check] = await ask(bondOf(cables), 0);
  if (check?.result !== 'failed') throw new Error(JSON.stringify(check));
  expect(sentence(check.problem)).toMatch(words);
  expect(check.problem.path).toBe('network.bond.mode');
});
