import { expect, test } from 'vitest';
import { bondPartnerCheck } from '../../src/network/checks/bond-partner.ts';
import { sentence } from '../../src/problem.ts';
import { recordingMachine } from '../recording-machine.ts';

const SWITCH = '3c:97:0e:12:34:56';

/** A bond whose attributes change each time all have been read. */
function bondOf(...moments: readonly Readonly<Record<string, string>>[]) {
  let moment = 0;
  const readText = async (path: string) => {
    const text = moments[moment]?.[path.replace('/sys/class/net/bond0/bonding/', '')];
    if (path.endsWith('ad_num_ports') && moment < moments.length - 1) moment += 1;
    return text;
  };
  return { ...recordingMachine(), readText };
}

const ask = (machine: ReturnType<typeof bondOf>, seconds: number) =>
  bondPartnerCheck({ machine, path: 'network.bond.mode', seconds })(new AbortController().signal);

test('a switch that joins one cable after the other: passed, with its MAC address', async () => {
  const slaves = 'eno1 eno2\n';
  const machine = bondOf(
    { slaves, ad_partner_mac: '00:00:00:00:00:00\n', ad_num_ports: '1\n' },
    { slaves, ad_partner_mac: `${SWITCH}\n`, ad_num_ports: '1\n' },
    { slaves, ad_partner_mac: `${SWITCH}\n`, ad_num_ports: '2\n' },
  );
  const [check] = await ask(machine, 60);
  expect(check).toMatchObject({ check: 'link-aggregation', subject: 'bond0', result: 'passed' });
  expect(JSON.stringify(check)).toContain(SWITCH);
});

test.each([
  ['00:00:00:00:00:00', /^no switch answers LACP on bond0: only one of its cables would work/],
  [SWITCH, /^only 1 of 2 cables of bond0 are in the LACP group of 3c:97:0e:12:34:56/],
])('partner %s with one cable: failed, in a sentence', async (partner, words) => {
  const machine = bondOf({ slaves: 'eno1 eno2', ad_partner_mac: partner, ad_num_ports: '1' });
  const [check] = await ask(machine, 0);
  if (check?.result !== 'failed') throw new Error(JSON.stringify(check));
  expect(sentence(check.problem)).toMatch(words);
  expect(check.problem.path).toBe('network.bond.mode');
});
