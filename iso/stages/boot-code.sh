#!/usr/bin/env bash
# GRUB and shim: signed files for UEFI, BIOS code with the block addresses of our partition layout.
set -euo pipefail
# shellcheck source-path=SCRIPTDIR source=../lib.sh
source "$(dirname "${BASH_SOURCE[0]}")/../lib.sh"
# shellcheck source-path=SCRIPTDIR source=../mirror.sh
source "$(dirname "${BASH_SOURCE[0]}")/../mirror.sh"
out=$1

# First block of the partition BIOS-BOOT: 257 MiB in blocks of 512 bytes.
bios_boot=526336
bios_boot_bytes=$((2 * 1024 * 1024))

disk_modules=(biosdisk part_gpt part_msdos fat ext2 normal linux configfile search search_fs_uuid
  search_fs_file search_label serial terminal echo test true sleep minicmd reboot halt ls cat
  all_video gzio chain loadenv probe regexp)
medium_modules=("${disk_modules[@]}" iso9660)

debootstrap_from --variant=extract \
  --include=base-files,grub-pc-bin,grub-common,grub-efi-amd64-signed,shim-signed,shim-helpers-amd64-signed \
  "$suite" "$out/root"

# patch FILE OFFSET BYTES: writes little-endian bytes given in hexadecimal.
patch() { printf '%b' "$(fold -w2 <<<"$3" | sed 's/^/\\x/' | tr -d '\n')" | dd of="$1" bs=1 seek="$2" conv=notrunc status=none; }

# le64 NUMBER: eight little-endian bytes in hexadecimal.
le64() { printf '%016x' "$1" | fold -w2 | tac | tr -d '\n'; }

pc=$out/root/usr/lib/grub/i386-pc
mkdir "$out/disk" "$out/medium"

cp "$pc/boot.img" "$out/disk/boot.img"
# GRUB_BOOT_MACHINE_KERNEL_SECTOR, and the check of the boot drive as grub-bios-setup leaves it
# for a hard disk (include/grub/i386/pc/boot.h, util/setup.c).
patch "$out/disk/boot.img" $((0x5c)) "$(le64 $bios_boot)"
patch "$out/disk/boot.img" $((0x66)) 9090

in_root "$out/root" -- grub-mkimage -O i386-pc -p '(,gpt1)/coreos/grub' -o /core.img "${disk_modules[@]}"
mv "$out/root/core.img" "$out/disk/core.img"
# The block list at the end of its first block: where the rest of the core lies.
patch "$out/disk/core.img" $((0x1f4)) "$(le64 $((bios_boot + 1)))"
truncate -s %4096 "$out/disk/core.img"
if (($(stat -c %s "$out/disk/core.img") > bios_boot_bytes)); then
  echo "iso: GRUB's core does not fit in BIOS-BOOT" >&2
  exit 1
fi

in_root "$out/root" -- grub-mkimage -O i386-pc-eltorito -p /boot/grub -o /eltorito.img "${medium_modules[@]}"
mv "$out/root/eltorito.img" "$out/medium/eltorito.img"
cp "$pc/boot_hybrid.img" "$out/medium/boot_hybrid.img"

# Signed files, the same on the medium and on a disk.
cp "$out/root/usr/lib/shim/shimx64.efi.signed" "$out/disk/BOOTX64.EFI"
cp "$out/root/usr/lib/shim/mmx64.efi.signed" "$out/disk/mmx64.efi"
cp "$out/root/usr/lib/grub/x86_64-efi-signed/grubx64.efi.signed" "$out/disk/grubx64.efi"
rm -rf "$out/root"
