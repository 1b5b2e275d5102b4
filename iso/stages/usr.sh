#!/usr/bin/env bash
# The packages' root and our overlay become usr.img: a squashfs with its dm-verity hash tree.
set -euo pipefail
# shellcheck source-path=SCRIPTDIR source=../lib.sh
source "$(dirname "${BASH_SOURCE[0]}")/../lib.sh"
out=$1
root=$out/root

# Hard links: nothing below is changed in place, only removed or replaced.
cp -al "$cache/packages/root" "$root"
while read -r pattern _; do
  [[ -z $pattern || $pattern == '#'* ]] || (cd "$root" && eval "rm -rf -- $pattern")
done <"$iso/drop.list"
cp -rd --preserve=mode --remove-destination "$iso/rootfs/." "$root/"

rm "$root/usr/lib/os-release"
cat >"$root/usr/lib/os-release" <<RELEASE
NAME=COS
ID=cos
ID_LIKE=debian
VERSION="$(version)"
VERSION_ID=$(version)
PRETTY_NAME="COS $(version)"
SYSEXT_LEVEL=$(series)
ANSI_COLOR="1;32"
RELEASE

mkdir -p "$root/usr/lib/cos/boot" "$root/usr/share/oem"
cp "$cache/boot-code/disk/"* "$root/usr/lib/cos/boot/"

kernel=$(ls "$root/usr/lib/modules")
in_root "$root" -- depmod "$kernel"
in_root "$root" -- systemctl --quiet preset-all
# Another number than the file says would be another user's files on a node that is installed anew.
while read -r type name ids _; do
  [[ $type != [ug] ]] || grep -q "^$name:[^:]*:$ids:" "$root/etc/$([[ $type == u ]] && echo passwd || echo group)" ||
    { echo "iso: $name has not the number $ids of sysusers.d/cos.conf" >&2 && exit 1; }
done <"$iso/rootfs/usr/lib/sysusers.d/cos.conf"

# The package database belongs to the read-only system.
mkdir -p "$root/usr/lib/sysimage"
mv "$root/var/lib/dpkg" "$root/usr/lib/sysimage/dpkg"
ln -s ../../usr/lib/sysimage/dpkg "$root/var/lib/dpkg"

mkdir -p "$root/var/lib/extensions" "$root/var/lib/coreos-install" "$root/usr/share/cos/rootfs"
mv "$root/etc" "$root/var" "$root/usr/share/cos/rootfs/"
settle_times "$root/usr" "$cache/packages/began"

env -u SOURCE_DATE_EPOCH mksquashfs "$root/usr" "$out/usr.img" -quiet -no-progress -noappend -comp zstd -Xcompression-level 9 \
  -b 256K -mkfs-time "$SOURCE_DATE_EPOCH"
with_verity "$out/usr.img" >"$out/verity"
rm -rf "$root"
