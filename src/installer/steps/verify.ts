import { partitionPath } from '../../disk/steps.ts';
import type { Secret } from '../../secret.ts';
import type { Action, Step } from '../../step.ts';
import { extensionsOf, filesOf, INITRD, KERNEL } from './medium.ts';
import { checkList, ESP, mounted, OEM, ROOT, VERIFY_MAPPING } from './places.ts';
import { espFiles, type Install, madeSums, oemFiles } from './system.ts';

/** Opens slot A under the image's root hash and reads all of it: what was written is what was meant. */
export function verifyUsrStep({ manifest, drawn }: Install): Step {
  const device = partitionPath(drawn.partition_guids.usr_a);
  const { data_bytes, root_hash } = manifest.usr;
  return {
    id: 'verify-usr',
    title: 'Read the system image back through dm-verity',
    phase: 'verify',
    touches: [],
    run: [
      dropCache(device),
      {
        do: 'within',
        enter: [
          'veritysetup',
          'open',
          device,
          VERIFY_MAPPING,
          device,
          root_hash,
          `--hash-offset=${data_bytes}`,
        ],
        leave: ['veritysetup', 'close', VERIFY_MAPPING],
        run: [{ do: 'read', from: `/dev/mapper/${VERIFY_MAPPING}`, bytes: data_bytes }],
      },
    ],
  };
}

/** Reads back every other file that was written, from the disk and not from memory. */
export function verifyFilesStep(install: Install): Step {
  const { manifest, drawn, extensions, rootFiles } = install;
  const copied = extensionsOf(manifest, extensions).map((f) => ({ ...f, path: `${ROOT}/var/lib/${f.name}` }));
  const names: Record<string, string> = { [KERNEL]: 'vmlinuz-a', [INITRD]: 'initrd-a.img' };
  const boot = filesOf(manifest).map((f) => ({ ...f, path: `${ESP}/coreos/${names[f.name]}` }));
  const guids = drawn.partition_guids;
  return {
    id: 'verify-files',
    title: 'Read kernel, configuration and extensions back',
    phase: 'verify',
    touches: [],
    run: [
      ...[guids.efi_system, guids.oem, guids.root].map((guid) => dropCache(partitionPath(guid))),
      mounted(partitionPath(guids.efi_system), ESP, 'vfat', 'ro', [
        compare(checkList(boot)),
        compare(madeSums(ESP, espFiles(install))),
      ]),
      mounted(partitionPath(guids.oem), OEM, 'ext4', 'ro', [compare(madeSums(OEM, oemFiles(install)))]),
      mounted(partitionPath(guids.root), ROOT, 'ext4', 'ro', [
        ...(copied.length > 0 ? [compare(checkList(copied))] : []),
        compare(madeSums(ROOT, rootFiles)),
      ]),
    ],
  };
}

/** Writes a device's dirty pages and forgets its clean ones (BLKFLSBUF, blockdev(8)). */
function dropCache(device: string): Action {
  return { do: 'run', argv: ['blockdev', '--flushbufs', device] };
}

function compare(list: string | Secret): Action {
  return { do: 'run', argv: ['sha256sum', '--check', '--strict', '--quiet', '-'], stdin: list };
}
