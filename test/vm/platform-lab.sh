#!/usr/bin/env bash
# One node of the lab, as the first process of its namespaces: /usr as a node has it, the system image with the
# extensions above it; /etc and /var as the first start copies them to ROOT. Ends with the end of its input.
# Usage: platform-lab.sh NAME ROOT IMAGES     IMAGES: folder with usr, cos-tools, glusterfs, zookeeper mounted
set -euo pipefail
name=$1 root=$2 images=$3

hostname "$name"
mkdir -p "$root"
# A mount of its own: programs look for the place where their files are mounted.
mount --bind "$root" "$root"
cd "$root"
mkdir -p usr run tmp proc sys dev root mnt opt home data
ln -sfn usr/bin bin
ln -sfn usr/sbin sbin
ln -sfn usr/lib lib
ln -sfn usr/lib64 lib64
mount -t overlay -o "lowerdir=$images/zookeeper/usr:$images/glusterfs/usr:$images/cos-tools/usr:$images/usr" lab usr
[[ -d etc ]] || cp -a usr/share/cos/rootfs/etc usr/share/cos/rootfs/var .
mount -t proc proc proc
mount --rbind /sys sys
mount --rbind /dev dev
mount -t tmpfs tmpfs run
mount -t tmpfs tmpfs tmp
ln -sfn ../run var/run
echo ready
# The first process takes the children that daemons leave behind.
exec 3<&0
cat <&3 >/dev/null &
wait $!
