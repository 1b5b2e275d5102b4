#!/usr/bin/env bash
# Installs the Debian packages that building the ISO and starting it in QEMU need.
set -euo pipefail

packages=(
  mount                 # a chroot for the build
  mmdebstrap            # makes the system's root from Debian packages
  debian-archive-keyring # verifies them
  squashfs-tools        # mksquashfs
  cryptsetup-bin        # veritysetup
  xorriso               # the ISO
  mtools dosfstools     # the EFI partition inside the ISO; disks, for tests
  fdisk e2fsprogs qemu-utils # disks that are looked at without mounting them, for tests
  binutils              # strip
  qemu-system-x86       # virtual machines
  ovmf                  # UEFI firmware
  openssh-client        # into a node
  iproute2 dnsmasq-base # networks with a DHCP server, for tests
  systemd udev          # networkd and udev read the files that are made for them, for tests
  dbus-daemon           # networkctl speaks to networkd, for tests
  iputils-arping chrony # what asks a network, for tests
  etcd-server           # the agents' discovery, for tests
  ca-certificates curl  # the npm registry
  libatomic1            # the pinned Node
  python3               # its ipaddress judges ours, for tests
  socat                 # pseudo-terminals for the tests of screens
  shellcheck            # make check
  lbzip2 pigz zstd xz-utils # images of whole disks, for tests
)
# Any npm will do to fetch the pinned Node.
command -v npm >/dev/null || packages+=(npm)

missing=()
for package in "${packages[@]}"; do
  [[ $(dpkg-query -W -f='${db:Status-Status}' "$package" 2>/dev/null || true) == installed ]] || missing+=("$package")
done
if ((${#missing[@]} == 0)); then
  exit 0
fi

as_root=()
if ((EUID != 0)); then
  as_root=(sudo)
fi
echo "setup: installing ${missing[*]}"
"${as_root[@]}" apt-get update -qq
"${as_root[@]}" env DEBIAN_FRONTEND=noninteractive \
  apt-get install -y -qq -o Dpkg::Use-Pty=0 --no-install-recommends "${missing[@]}" >/dev/null
