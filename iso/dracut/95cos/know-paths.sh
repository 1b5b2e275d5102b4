#!/bin/sh
# Notes the disk of a node (cos.wwid=) as one with several paths, before udev sees the first of them: a path that
# is taken for a disk of its own cannot join the map any more.
# multipath(8) does nothing before the kernel has the driver.
# shellcheck disable=SC2013 # words are wanted
modprobe dm_multipath
for word in $(cat /proc/cmdline); do
  case $word in cos.wwid=*) multipath -a "${word#cos.wwid=}" ;; esac
done
