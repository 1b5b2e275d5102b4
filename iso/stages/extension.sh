#!/usr/bin/env bash
# extension.sh OUT NAME TREE: a systemd-sysext image of the folder TREE (which holds usr/), with its
# dm-verity hash tree and root hash beside it. It merges only with a /usr of the same series.
set -euo pipefail
# shellcheck source-path=SCRIPTDIR source=../lib.sh
source "$(dirname "${BASH_SOURCE[0]}")/../lib.sh"
out=$1 name=$2 tree=$3
work=$out/$name.tree

cp -a "$tree" "$work"
rm -f "$work/.key"

# A library that neither the image nor the extension has would be missed on the node only.
{ find "$work" -type f -exec objdump -p {} + 2>/dev/null || true; } | awk '$1 == "NEEDED" { print $2 }' | sort -u |
  while read -r library; do
    [[ -n $(find "$work" "$cache/packages/root/usr/lib" -name "$library" -print -quit) ]] ||
      { echo "iso: $name needs $library, which the system has not got" >&2 && exit 1; }
  done
mkdir -p "$work/usr/lib/extension-release.d"
printf 'ID=cos\nSYSEXT_LEVEL=%s\nARCHITECTURE=x86-64\n' "$(series)" \
  >"$work/usr/lib/extension-release.d/extension-release.$name"

env -u SOURCE_DATE_EPOCH mksquashfs "$work" "$out/$name.raw" -quiet -no-progress -noappend -comp zstd -Xcompression-level 15 \
  -b 256K -all-root -all-time "$SOURCE_DATE_EPOCH" -mkfs-time "$SOURCE_DATE_EPOCH"
rm -rf "$work"
with_verity "$out/$name.raw" "$out/$name.verity" | cut -d' ' -f2 | tr -d '\n' >"$out/$name.roothash"
