#!/usr/bin/env bash
# Builds build/cos-installer.iso and build/manifest.json. Needs root for the chroots of the build.
# Environment: MIRROR  package mirror (default: the one in the system's apt sources)
#              PAYLOAD folder copied to /cos/payload on the medium
#              ANSWERS folder copied to /answers on the medium
#              BZIMAGE folder copied to /bzimage on the medium: an original COS or Flatcar image and its checksums
set -euo pipefail
if ((EUID != 0)); then
  exec sudo --preserve-env=MIRROR,PAYLOAD,ANSWERS,BZIMAGE,SOURCE_DATE_EPOCH,PATH,http_proxy,https_proxy,no_proxy bash "${BASH_SOURCE[0]}" "$@"
fi
# shellcheck source-path=SCRIPTDIR source=lib.sh
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
# Root here, but what is made belongs to the owner of the source tree.
trap 'chown --reference="$repo" "$build" "$build/cos-installer.iso" "$build/manifest.json" 2>/dev/null || true' EXIT
mkdir -p "$cache"
exec 9>"$cache/.lock"
flock 9

stage packages "$iso/packages.list" "$iso/mirror.sh" "$iso/rootfs/usr/lib/sysusers.d"
stage boot-code "$iso/mirror.sh"
stage initrd "$iso/dracut" "$iso/rootfs/usr/lib/udev/rules.d" "$(made packages)"
stage usr "$iso/rootfs" "$iso/drop.list" "=$(version)" "$(made packages)" "$(made boot-code)"
stage modules "$repo/package-lock.json" "$repo/package.json"
stage tools "$repo/src" "$repo/tsconfig.json" "$repo/tsconfig.build.json" "$(made modules)"
stage glusterfs "$iso/mirror.sh" "$(made packages)"
stage zookeeper "$iso/mirror.sh" "$(made packages)"
stage extensions "$iso/stages/extension.sh" "=$(version)" "$(made packages)" "$(made tools)" "$(made glusterfs)" "$(made zookeeper)"
stage medium "$iso/grub" "$iso/manifest.sh" ${PAYLOAD:+"$PAYLOAD"} ${ANSWERS:+"$ANSWERS"} ${BZIMAGE:+"$BZIMAGE"} \
  "$(made boot-code)" "$(made initrd)" "$(made usr)" "$(made extensions)"

for file in cos-installer.iso manifest.json; do
  [[ $cache/medium/$file -ef $build/$file ]] && continue
  ln -f "$cache/medium/$file" "$build/$file.new"
  mv -f "$build/$file.new" "$build/$file"
done
say "build/cos-installer.iso $(($(stat -c %s "$build/cos-installer.iso") / 1000000)) MB"
