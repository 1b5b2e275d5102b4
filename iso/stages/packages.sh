#!/usr/bin/env bash
# Debian packages become the root that everything else is taken from.
set -euo pipefail
# shellcheck source-path=SCRIPTDIR source=../lib.sh
source "$(dirname "${BASH_SOURCE[0]}")/../lib.sh"
# shellcheck source-path=SCRIPTDIR source=../mirror.sh
source "$(dirname "${BASH_SOURCE[0]}")/../mirror.sh"
out=$1

touch "$out/began"

include=$(sed 's/#.*//' "$iso/packages.list" | awk 'NF { print $1 }' | paste -sd,)
# Users come first, with the numbers that they always have: packages keep a user that is there.
users="systemd-sysusers --root=\"\$1\" - <'$iso/rootfs/usr/lib/sysusers.d/cos.conf'"
# INITRD=No: the initrd is a stage of its own, the kernel package need not make one.
INITRD=No debootstrap_from --variant=minbase --include="$include" \
  --essential-hook="$users" \
  --dpkgopt='path-exclude=/usr/share/man/*' \
  --dpkgopt='path-exclude=/usr/share/doc/*' \
  --dpkgopt='path-exclude=/usr/share/info/*' \
  --dpkgopt='path-exclude=/usr/share/locale/*' \
  --dpkgopt='path-exclude=/usr/share/i18n/*' \
  "$suite" "$out/root"
mkdir -p "$out/root/usr/lib/dracut/modules.d/95cos"

# Compiled Python that need not be compared with its source at each import.
in_root "$out/root" -- python3 -m compileall -q -f -j 2 --invalidation-mode unchecked-hash \
  /usr/lib/python3 /usr/lib/python3.13
settle_times "$out/root" "$out/began"
