#!/usr/bin/env bash
# The ISO: a CD and a USB stick, for BIOS and for UEFI with Secure Boot.
set -euo pipefail
# shellcheck source-path=SCRIPTDIR source=../lib.sh
source "$(dirname "${BASH_SOURCE[0]}")/../lib.sh"
out=$1
tree=$out/tree
boot=$cache/boot-code

mkdir -p "$tree/cos/extensions" "$tree/boot/grub"
ln "$cache/initrd/vmlinuz" "$cache/initrd/initrd.img" "$cache/usr/usr.img" "$tree/cos/"
ln "$cache/extensions/"* "$tree/cos/extensions/"
bash "$iso/manifest.sh" "$tree/cos" >"$tree/cos/manifest.json"
cp "$tree/cos/manifest.json" "$out/manifest.json"
if [[ -n ${PAYLOAD:-} ]]; then
  if [[ ! -f $PAYLOAD/manifest.json ]]; then
    echo "iso: $PAYLOAD has no manifest.json; make it: node iso/tools/payload-manifest.ts $PAYLOAD" >&2
    exit 1
  fi
  cp -rL "$PAYLOAD" "$tree/cos/payload"
fi
if [[ -n ${ANSWERS:-} ]]; then cp -rL "$ANSWERS" "$tree/answers"; fi
if [[ -n ${BZIMAGE:-} ]]; then cp -rL "$BZIMAGE" "$tree/bzimage"; fi

# A file name that only this very build has: GRUB finds its own medium by it, whatever the labels.
read -r data_bytes root_hash <"$cache/usr/verity"
marker=/cos/${root_hash:0:16}$(sha256sum "$tree/cos/manifest.json" | cut -c1-16).id
: >"$tree$marker"

# fill FILE: the template with this build's values.
fill() {
  sed -e "s|@MARKER@|$marker|g" -e "s|@VERSION@|$(version)|g" -e "s|@USRHASH@|$root_hash|g" \
    -e "s|@HASH_OFFSET@|$data_bytes|g" "$1"
}

fill "$iso/grub/grub.cfg" >"$tree/boot/grub/grub.cfg"
cp "$boot/medium/eltorito.img" "$tree/boot/grub/eltorito.img"

# The EFI system partition, appended to the ISO: shim, GRUB and the way to the menu above.
esp=$out/esp.img
# On a CD GRUB does not find that partition and reads the same path in the ISO itself.
mkdir -p "$tree/EFI/debian"
fill "$iso/grub/esp.cfg" >"$tree/EFI/debian/grub.cfg"
truncate -s 8M "$esp"
mkfs.vfat -F 12 -n COS-EFI -i "${root_hash:0:8}" --invariant "$esp" >/dev/null
mmd -i "$esp" ::/EFI ::/EFI/BOOT ::/EFI/debian
mcopy -i "$esp" "$boot/disk/BOOTX64.EFI" "$boot/disk/grubx64.efi" "$boot/disk/mmx64.efi" ::/EFI/BOOT/
mcopy -i "$esp" "$tree/EFI/debian/grub.cfg" ::/EFI/debian/grub.cfg

settle_times "$tree" "$cache/packages/began"
xorriso -report_about WARNING -as mkisofs -V CDROM -r -J \
  -b boot/grub/eltorito.img -no-emul-boot -boot-load-size 4 -boot-info-table --grub2-boot-info \
  --grub2-mbr "$boot/medium/boot_hybrid.img" \
  -append_partition 2 0xef "$esp" -appended_part_as_gpt \
  -eltorito-alt-boot -e --interval:appended_partition_2:all:: -no-emul-boot \
  -o "$out/cos-installer.iso" "$tree"
rm -rf "$tree" "$esp"
