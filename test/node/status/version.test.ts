import { expect, test } from 'vitest';
import { versionText } from '../../../src/node/status/version.ts';
import { fileMachine } from '../file-machine.ts';

const FILES = {
  '/etc/os-release': 'NAME=COS\nPRETTY_NAME="COS 0.1.0"\n',
  '/proc/cmdline':
    'root=UUID=1 systemd.verity_usr_data=PARTUUID=AAAA-2 systemd.verity_usr_hash=PARTUUID=AAAA-2\n',
};
const disk = (name: string, partlabel: string | null, partuuid: string | null, fstype: string | null) => ({
  name,
  partlabel,
  partuuid,
  size: 1 << 30,
  fstype,
});
const OUTPUTS = {
  uname: '6.12.0-1-amd64\n',
  lsblk: JSON.stringify({
    blockdevices: [
      disk('vda', null, null, null),
      disk('vda3', 'USR-A', 'aaaa-1', null),
      disk('vda4', 'USR-B', 'aaaa-2', 'squashfs'),
      disk('vda9', 'ROOT', 'aaaa-9', 'ext4'),
    ],
  }),
  'systemd-sysext':
    '[{"hierarchy":"/opt","extensions":"none","since":null},{"hierarchy":"/usr","extensions":["cos-tools"],"since":1}]',
  'dpkg-query': 'chrony 4.6.1-3\netcd-server 3.5.16-4\n',
};

test('system, kernel, the active /usr, extensions, programs', async () => {
  expect(await versionText(fileMachine(FILES, { outputs: OUTPUTS }))).toBe(`system            COS 0.1.0
kernel            6.12.0-1-amd64
USR-A             inactive, empty (/dev/vda3, 1024 MiB)
USR-B             active (/dev/vda4, 1024 MiB)
extension         cos-tools (merged)
chrony            4.6.1-3
etcd-server       3.5.16-4
`);
});

test('what cannot be asked is left out', async () => {
  const machine = fileMachine(FILES, {
    outputs: { ...OUTPUTS, 'systemd-sysext': '[{"hierarchy":"/usr","extensions":"none","since":null}]' },
    fails: (line) => /^(lsblk|dpkg-query)/.test(line),
  });
  expect(await versionText(machine)).toBe(
    'system            COS 0.1.0\nkernel            6.12.0-1-amd64\nextensions        none merged\n',
  );
});
