#!/usr/bin/env bash
# The extensions that the medium carries beside /usr.
set -euo pipefail
# shellcheck source-path=SCRIPTDIR source=../lib.sh
source "$(dirname "${BASH_SOURCE[0]}")/../lib.sh"
bash "$iso/stages/extension.sh" "$1" cos-tools "$cache/tools"
bash "$iso/stages/extension.sh" "$1" glusterfs "$cache/glusterfs"
bash "$iso/stages/extension.sh" "$1" zookeeper "$cache/zookeeper"
