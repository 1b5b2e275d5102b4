#!/usr/bin/env bash
# The live system's network services in namespaces of their own: dbus, systemd-networkd, one card enp1s0 that
# follows the live system's settings. Says "up" and waits for the end of its input.
set -euo pipefail
mount -t sysfs -o ro sysfs /sys # read-only: networkd does not wait for udev, which is not here
mount -t tmpfs tmpfs /run
mount -t tmpfs tmpfs /etc/systemd/network
mkdir -p /run/dbus /run/systemd/network
cat >/run/dbus.conf <<'EOF'
<busconfig>
  <type>system</type><listen>unix:path=/run/dbus/system_bus_socket</listen><auth>EXTERNAL</auth>
  <policy context="default">
    <allow user="*"/><allow own="*"/><allow send_destination="*"/>
    <allow receive_type="method_call"/><allow receive_type="method_return"/>
    <allow receive_type="error"/><allow receive_type="signal"/>
  </policy>
</busconfig>
EOF
sed -e 's/^Type=ether$/Name=enp1s0/' -e '/^Kind=/d' -e '/^KernelCommandLine=/d' \
  "$(dirname "$0")/../../../iso/rootfs/usr/lib/systemd/network/90-cos-live.network" \
  >/run/systemd/network/90-cos-live.network
dbus-daemon --config-file=/run/dbus.conf --nofork --nopidfile &
until [[ -S /run/dbus/system_bus_socket ]]; do :; done
/usr/lib/systemd/systemd-networkd &
ip link set lo up
echo up
read -r _
