#!/usr/bin/env bash
# The kernel and an initrd for any server, made by the packages' own dracut.
set -euo pipefail
# shellcheck source-path=SCRIPTDIR source=../lib.sh
source "$(dirname "${BASH_SOURCE[0]}")/../lib.sh"
out=$1
root=$cache/packages/root
kernel=$(ls "$root/usr/lib/modules")

in_root "$root" --bind "$iso/dracut" mnt --bind "$out" media --bind "$iso/rootfs/usr/lib/udev/rules.d" srv \
  --bind "$iso/dracut/95cos" usr/lib/dracut/modules.d/95cos -- \
  dracut --quiet --force --conf /mnt/dracut.conf --confdir /var/tmp --tmpdir /tmp \
  --reproducible --kver "$kernel" /media/initrd.img
cp "$root/boot/vmlinuz-$kernel" "$out/vmlinuz"
