#!/bin/sh
# Generator: `cos.live=LABEL` on the kernel's command line starts the search for the medium,
# and everything that waits for its /usr waits as long as the search takes.
normal=$1

grep -qE '(^| )cos\.live=' /proc/cmdline || exit 0

mkdir -p "$normal/initrd-root-device.target.wants"
ln -sf /usr/lib/systemd/system/cos-medium.service "$normal/initrd-root-device.target.wants/"
for device in 'dev-disk-by\x2dloop\x2dref-cos\x2dusr.device' 'dev-mapper-usr.device'; do
  mkdir -p "$normal/$device.d"
  printf '[Unit]\nJobTimeoutSec=infinity\nJobRunningTimeoutSec=infinity\n' >"$normal/$device.d/cos.conf"
done
