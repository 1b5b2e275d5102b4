#!/usr/bin/env bash
# The tree of the extension glusterfs: daemon, client and command line of Debian's packages, without their
# Python programs and what Samba, Ganesha and geo-replication need. Units and users are the base image's.
set -euo pipefail
# shellcheck source-path=SCRIPTDIR source=../lib.sh
source "$(dirname "${BASH_SOURCE[0]}")/../lib.sh"
# shellcheck source-path=SCRIPTDIR source=../mirror.sh
source "$(dirname "${BASH_SOURCE[0]}")/../mirror.sh"
tree=$1
root=$tree/root
base=$cache/packages/root
libraries=usr/lib/x86_64-linux-gnu

debootstrap_from --variant=extract --include=glusterfs-server "$suite" "$root"

cd "$root"
programs=(usr/sbin/gluster{,d,fs,fsd} usr/sbin/mount.glusterfs usr/sbin/gf_attach usr/bin/fusermount-glusterfs
  usr/bin/getfattr usr/bin/setfattr "$libraries"/glusterfs/glfsheal "$libraries"/glusterfs/[0-9]*)
# Programs, and the libraries that the base image has not got.
{
  find "${programs[@]}" ! -type d ! -path '*/playground/*'
  find "$libraries" -maxdepth 1 -name 'lib*.so*' | while read -r file; do
    [[ -e $base/$file || -L $base/$file ]] || echo "$file"
  done
} | tar -c --no-recursion -T - | tar -xp -C "$tree"

# /etc and /var of an extension are not merged: tmpfiles copies them to ROOT (tmpfiles.d(5), `C`).
factory=$tree/usr/share/factory
mkdir -p "$factory/etc/glusterfs" "$factory/var/lib/glusterd" "$tree/usr/lib/tmpfiles.d"
cp -p etc/glusterfs/glusterd.vol etc/glusterfs/group-* "$factory/etc/glusterfs/"
cp -a var/lib/glusterd/groups "$factory/var/lib/glusterd/"
cat >"$tree/usr/lib/tmpfiles.d/cos-glusterfs.conf" <<TMPFILES
C /etc/glusterfs
d /var/lib/glusterd 0755
C /var/lib/glusterd/groups
d /var/log/glusterfs 0750
d /run/gluster 0775 gluster gluster
TMPFILES
cd "$tree"
rm -rf "$root"
