import type { Disk } from '../disk/disk.ts';
import { error, type Problem } from '../problem.ts';
import type { InstallAnswers } from './install-answers.ts';

/** Without a person a disk is erased only where the answers say so in words, each kind of disk for itself. */
export function wipeProblems(
  { wipe = [] }: Pick<InstallAnswers, 'wipe'>,
  { disk, data }: { readonly disk: Disk; readonly data?: Disk },
): Problem[] {
  const target = wipe.includes('target')
    ? []
    : [error('install.wipe-not-allowed', 'install.wipe', { device: disk.path })];
  const forbidden = data && !wipe.includes('data') ? [data] : [];
  return [
    ...target,
    ...forbidden.map(({ path }) => error('install.wipe-data-not-allowed', 'install.wipe', { device: path })),
  ];
}
