#!/usr/bin/env bash
# What systemd-networkd and udev say of the files in a folder, in namespaces of their own.
set -euo pipefail
mount -t sysfs -o ro sysfs /sys # read-only: networkd does not wait for udev, which is not here
mount -t tmpfs tmpfs /run
mount -t tmpfs tmpfs /etc/systemd/network
cp "$1"/* /etc/systemd/network/
export SYSTEMD_LOG_TARGET=console SYSTEMD_LOG_LEVEL=info
udevadm test-builtin net_setup_link /sys/class/net/lo 2>&1 || true
exec /usr/lib/systemd/systemd-networkd 2>&1
