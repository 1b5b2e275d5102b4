import { expect, test } from 'vitest';
import { startLiveNetwork } from '../../src/network/live-network.ts';
import { recordingMachine } from '../recording-machine.ts';

const PATH = '/run/systemd/network/80-cos-live-dhcp.network';

async function started(commandLine: string, more: Parameters<typeof recordingMachine>[0] = {}) {
  const machine = recordingMachine({ ...more, files: { '/proc/cmdline': commandLine, ...more.files } });
  return { said: await startLiveNetwork(machine), done: machine.done };
}

test('DHCP on the cards of the live system, once', async () => {
  const { said, done } = await started('cos.live=CDROM cos.answers=https://a.example/a.yaml\n');
  expect(said).toBeUndefined();
  expect(done).toEqual([expect.stringContaining(`write ${PATH} 644`), 'networkctl reload']);
  expect((await started('cos.live=CDROM', { files: { [PATH]: '' } })).done).toEqual([]);
});

test('an address that the boot menu gave stays, and so does the network of another system', async () => {
  expect((await started('cos.live=CDROM ip=192.0.2.10::192.0.2.1:24::eno1:none')).done).toEqual([]);
  expect((await started('root=/dev/sda1')).done).toEqual([]);
});

test('a network that does not come up is said, and is no end', async () => {
  const fails = (line: string) => line === 'networkctl reload';
  expect((await started('cos.live=CDROM', { fails })).said).toBe('networkctl: exit code 1: it broke here');
});
