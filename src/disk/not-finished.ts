/** What the BIOS prints, and what is readable in the first sectors, while an installation is not finished. */
export const NOT_FINISHED = 'COS: the installation on this disk was not finished. Install again.';

/** The part of the first sector that is looked at here; disks with larger sectors are handled by the kernel. */
export const SECTOR_BYTES = 512;
/** Bytes that a BIOS runs; disk signature and partition entries come after them (UEFI 2.10, 5.2.1). */
export const BOOT_CODE_BYTES = 440;
const ENTRIES_END = 510;
/** A BIOS runs a sector that ends with these. */
const BOOT_SIGNATURE = [0x55, 0xaa];

/** Where the line lies in memory and in the sector: behind the code. */
const LINE = 0x20;
/** 16-bit code; a BIOS loads it at 7C00h and starts it in real mode. The line ends with a zero. */
const CODE = [
  [0xfa], //                     cli
  [0x31, 0xc0], //               xor  ax, ax
  [0x8e, 0xd0], //               mov  ss, ax
  [0xbc, 0x00, 0x7c], //         mov  sp, 7C00h
  [0x8e, 0xd8], //               mov  ds, ax
  [0xfb], //                     sti
  [0xfc], //                     cld
  [0xbe, LINE, 0x7c], //         mov  si, 7C00h + LINE
  [0xac], //               next: lodsb
  [0x84, 0xc0], //               test al, al
  [0x74, 0x09], //               jz   halt
  [0xb4, 0x0e], //               mov  ah, 0Eh
  [0xbb, 0x07, 0x00], //         mov  bx, 7
  [0xcd, 0x10], //               int  10h        (teletype output)
  [0xeb, 0xf2], //               jmp  next
  [0xf4], //               halt: hlt             (interrupts stay on: Ctrl+Alt+Del restarts)
  [0xeb, 0xfd], //               jmp  halt
].flat();

/** The old sector's bytes 440 to 511 are kept here, at the end of the code: an MS-DOS table is in no other place. */
const KEPT_AT = BOOT_CODE_BYTES - (SECTOR_BYTES - BOOT_CODE_BYTES);

/** Code and line, without what is kept of the old sector. */
const MARK = (() => {
  const mark = Buffer.alloc(KEPT_AT);
  mark.set(CODE);
  mark.write(`\r\n${NOT_FINISHED}\r\n`, LINE, 'latin1');
  return mark;
})();

/** A first sector that carries the mark of an installation that was not finished. Pure. */
export function isMarked(sector: Uint8Array): boolean {
  return MARK.equals(sector.subarray(0, KEPT_AT));
}

/** The first sector has no partition in it: neither MS-DOS entries nor that of a GPT (its protective MBR). Pure. */
export function hasNoTable(sector: Uint8Array): boolean {
  return sector.subarray(BOOT_CODE_BYTES, ENTRIES_END).every((byte) => byte === 0);
}

/**
 * The first sector with the mark in the place of its boot code. `clear` takes its partition entries out, so that
 * no firmware finds a system there (a GPT counts only with its protective MBR, UEFI 2.10, 5.2.3), and keeps
 * them inside the mark; on a marked sector what was kept the first time stays. `keep` leaves them where they are.
 * Pure.
 */
export function marked(sector: Uint8Array, table: 'clear' | 'keep'): Buffer {
  const result = Buffer.alloc(SECTOR_BYTES);
  result.set(MARK);
  if (isMarked(sector)) result.set(keptTable(sector), KEPT_AT);
  else if (table === 'clear') result.set(sector.subarray(BOOT_CODE_BYTES, SECTOR_BYTES), KEPT_AT);
  if (table === 'keep') result.set(sector.subarray(BOOT_CODE_BYTES, ENTRIES_END), BOOT_CODE_BYTES);
  result.set(BOOT_SIGNATURE, ENTRIES_END);
  return result;
}

/** Bytes 440 to 511 of the sector that was there before the mark. Pure. */
export function keptTable(sector: Uint8Array): Uint8Array {
  return sector.subarray(KEPT_AT, BOOT_CODE_BYTES);
}
