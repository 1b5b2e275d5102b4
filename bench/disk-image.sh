#!/bin/bash
# One way to get a packed image onto a disk, in the folder $1: `predecessor` or `here` ($2). Prints real, user
# and system seconds.
set -euo pipefail
repo=$PWD
cd "$1"

predecessor() {
  sha1sum --check --quiet sha1sum.txt
  bunzip2 --stdout image.bin.bz2 | dd of=disk bs=4M conv=fsync,notrunc status=none
}
here() { node "$repo/bench/unpack-image.ts" "$PWD"; }

TIMEFORMAT='%R %U %S'
time "$2"
