#!/usr/bin/env bash
# The image's networkd with the live system's settings on a card, at whose other end a frame is sent until it
# was heard. Prints what networkctl says of it. Runs in namespaces of its own.
set -euo pipefail
root=$1 network=$2 frame=$3
ip link add card type veth peer name port
ip link set port up
mount --bind "$root" "$root"
mount -o remount,bind,ro "$root"
mount -t proc proc "$root/proc"
mount -t sysfs -o ro sysfs "$root/sys" # read-only: networkd does not wait for udev, which is not here
mount --rbind /dev "$root/dev"
mount -t tmpfs tmpfs "$root/run"
owner=$(chroot "$root" id --user systemd-network)
install -d -o "$owner" -g "$owner" "$root/run/systemd/netif"
mkdir -p "$root/run/systemd/network"
sed -e 's/^Type=ether$/Name=card/' -e '/^Kind=/d' -e '/^KernelCommandLine=/d' "$network" \
  >"$root/run/systemd/network/90-cos-live.network"
chroot "$root" /usr/lib/systemd/systemd-networkd &
networkd=$!
trap 'kill "$networkd"; wait' EXIT
heard() { chroot "$root" networkctl lldp --json=short 2>/dev/null; }
until [[ $(heard) == *SystemName* ]]; do
  socat -u "OPEN:$frame" INTERFACE:port || true
done
heard
