#!/bin/sh
# Notes the disk of a node (cos.wwid=) as one with several paths, before udev sees the first of them: a path that
# is taken for a disk of its own cannot join the map any more.
# shellcheck disable=SC2013 # words are wanted
for word in $(cat /proc/cmdline); do
  case $word in cos.wwid=*) multipath -a "${word#cos.wwid=}" ;; esac
done
