import type { Action } from '../step.ts';

type DiskAction = Extract<
  Action,
  { do: 'wipe-ends' | 'keep-undo' | 'mark' | 'store-undo' | 'end-undo' | 'reread-table' }
>;

/** One action on a whole disk, in words for the plan. Pure. */
export function diskActionWords(action: DiskAction): string {
  switch (action.do) {
    case 'wipe-ends':
      return `zeros at both ends of ${action.device}, as far as it lies behind the first MiB of the disk`;
    case 'keep-undo':
      return `read what will be wiped of ${action.disk.path} into ${action.file}`;
    case 'mark':
      return action.table === 'clear'
        ? `first sector of ${action.device}: a line that the BIOS prints, no partitions`
        : `first sector of ${action.device}: a line that the BIOS prints, the partitions stay`;
    case 'store-undo':
      return `copy ${action.file} to ${action.device}, between table and first partition`;
    case 'end-undo':
      return `note on ${action.device} that the former contents are lost`;
    case 'reread-table':
      return action.partitions.length === 0
        ? `the kernel forgets the partitions of ${action.device}`
        : `the kernel reads the table of ${action.device}; wait for ${action.partitions.length} partitions`;
  }
}
