#!/usr/bin/env bash
# Thirty-two cards in a network of their own: sixteen cables, of which one has both its ends up.
set -euo pipefail
mount -t sysfs sysfs /sys
at=1
while [ "$at" -le 16 ]; do
  ip link add "left$at" type veth peer name "right$at"
  ip link set "left$at" up
  at=$((at + 1))
done
ip link set right1 up
exec "$@"
