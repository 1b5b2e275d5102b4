import { error, type Problem, warning } from '../problem.ts';
import type { InstallAnswers } from './install-answers.ts';
import type { SystemAnswers } from './system-answers.ts';

const COMFORTABLE_PASSWORD = 8;

/** Whether a password has fewer characters than it should; none at all is another matter. */
export function isShortPassword(password: string): boolean {
  return [...password].length < COMFORTABLE_PASSWORD;
}

/** Warnings about the `system` section. */
export function systemProblems({ password }: SystemAnswers): Problem[] {
  const short = password.kind === 'plain' && isShortPassword(password.value.reveal());
  return short ? [warning('system.password-short', 'system.password')] : [];
}

/**
 * Kernel arguments by which the installed system finds its own parts: kernel-command-line(7),
 * systemd-veritysetup-generator(8), bootparam(7).
 */
const OWNED = [
  'root',
  'rootfstype',
  'rootflags',
  'ro',
  'rw',
  'init',
  'rdinit',
  'initrd',
  'usrhash',
  'roothash',
  'mount.usr',
  'mount.usrfstype',
  'mount.usrflags',
  'systemd.verity',
  'systemd.verity_usr_data',
  'systemd.verity_usr_hash',
  'systemd.verity_usr_options',
  'BOOT_IMAGE',
];

/** What GRUB's script language passes on as it is, quoted or not (GRUB manual, "Shell-like scripting"). */
const PLAIN_ARGUMENT = /^[A-Za-z0-9_.,:=/@%+~!*()[\]?^-]+$/;

/** Whether the further kernel arguments are arguments, and none that the installed system sets itself. */
export function kernelArgumentProblems({ kernel_args }: InstallAnswers): Problem[] {
  return kernel_args.flatMap((argument, index) => {
    const path = `install.kernel_args[${index}]`;
    if (!PLAIN_ARGUMENT.test(argument)) return [error('install.kernel-arg-syntax', path)];
    const name = argument.split('=', 1)[0]?.replace(/^rd\./, '') ?? '';
    return OWNED.includes(name) || name.startsWith('cos.')
      ? [error('install.kernel-arg-owned', path, { argument: name })]
      : [];
  });
}
