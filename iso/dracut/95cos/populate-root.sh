#!/bin/sh
# Gives an empty ROOT its first content from /usr. What the installer left there stays.
# /etc comes last and by rename: a start that was cut repeats all of it.
set -e
root=/sysroot
from=$root/usr/share/cos/rootfs

cd "$root"
mkdir -p boot dev etc.new home media mnt opt proc root run srv sys tmp var
rm -rf etc.new
chmod 1777 tmp
chmod 0700 root
for link in bin lib lib64 sbin; do
  [ -e "$link" ] || ln -s "usr/$link" "$link"
done
[ ! -e etc ] || exit 0

cp -a --update=none "$from/var/." var/
cp -a "$from/etc" etc.new
sync -f .
mv etc.new etc
sync -f .
