import { expect, test } from 'vitest';
import { probeDisks } from '../../src/disk/probe.ts';
import { recordingMachine } from '../recording-machine.ts';
import { withDevices } from './lsblk-output.ts';

const PVS = 'pvs --readonly --reportformat json --options pv_name,vg_name,vg_uuid';
const member = { kname: 'sda', children: [{ kname: 'sda2', type: 'part', fstype: 'LVM2_member' }] };

async function probe(report: string, fails?: (line: string) => boolean) {
  const { outputs } = withDevices([member]);
  const machine = recordingMachine({ outputs: { ...outputs, [PVS]: report }, ...(fails ? { fails } : {}) });
  const { disks, findings } = await probeDisks({ machine });
  return { group: disks[0]?.children[0]?.volume_group, findings };
}

test('a physical volume knows its volume group; one without a group has none', async () => {
  const pv = (vg_name: string, vg_uuid: string) =>
    JSON.stringify({ report: [{ pv: [{ pv_name: '/dev/sda2', vg_name, vg_uuid }] }] });
  expect(await probe(pv('data', 'Vb5NmQ'))).toEqual({
    group: { name: 'data', uuid: 'Vb5NmQ' },
    findings: [],
  });
  expect((await probe(pv('', ''))).group).toBeUndefined();
});

test.each([
  ['fails', '', (line: string) => line.startsWith('pvs')],
  ['prints something else', '{"report": 1}', undefined],
  ['prints no JSON', 'WARNING', undefined],
])('LVM that %s is a finding, and the disks are there', async (_, report, fails) => {
  const { group, findings } = await probe(report, fails);
  expect(group).toBeUndefined();
  expect(findings).toEqual([expect.stringMatching(/^volume groups: /)]);
});

test('LVM is not asked where there is no physical volume', async () => {
  const machine = recordingMachine(withDevices([{ kname: 'sda', fstype: 'ext4' }]));
  await probeDisks({ machine });
  expect(machine.done.filter((line) => line.startsWith('pvs'))).toEqual([]);
});
